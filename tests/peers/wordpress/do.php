<?php
/**
 * Does to a WordPress what it reads on standard input, and answers in JSON.
 *
 * Input: a list of [name, argument, ...], each a function below without its prefix. Output: the list of what they
 * returned. All of it is WordPress's own functions, called as its screens and its importer call them.
 */

$root = $argv[1];
$jobs = json_decode( stream_get_contents( STDIN ), true, 512, JSON_THROW_ON_ERROR );
if ( $jobs && 'install' === $jobs[0][0] ) {
	define( 'WP_INSTALLING', true );
}
require $root . '/wp-load.php';

function do_install( $title, $user, $mail ) {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	// No letter is sent: there is nobody to read it, and not every machine has a program that sends letters.
	add_filter( 'pre_wp_mail', '__return_true' );
	wp_install( $title, $user, $mail, true, '', 'not a secret' );
	wp_delete_post( 1, true );
	return get_bloginfo( 'version' );
}

function do_settings( $options, $theme, $permalinks ) {
	global $wp_rewrite;
	foreach ( $options as $name => $value ) {
		update_option( $name, $value );
	}
	if ( null !== $theme ) {
		switch_theme( $theme );
	}
	if ( null !== $permalinks ) {
		$wp_rewrite->init();
		$wp_rewrite->set_permalink_structure( $permalinks );
		$wp_rewrite->flush_rules( false );
	}
	return null;
}

function do_post( $post ) {
	$post += array( 'post_status' => 'publish', 'comment_status' => 'open', 'post_author' => 1 );
	$id    = wp_insert_post( wp_slash( $post ), true );
	if ( is_wp_error( $id ) ) {
		throw new RuntimeException( $id->get_error_message() );
	}
	return array( $id, get_permalink( $id ) );
}

/**
 * Adds comments as visitors send them, but for what WordPress would find out about the visitor.
 *
 * `comment_parent` of each is an id, or, below zero, -1 for the first of this list, -2 for the second...
 */
function do_comments( $post, $comments ) {
	$ids = array();
	foreach ( $comments as $comment ) {
		$parent                    = $comment['comment_parent'] ?? 0;
		$comment['comment_parent'] = $parent < 0 ? $ids[ -$parent - 1 ] : $parent;
		$comment['comment_post_ID'] = $post;
		$comment                   += array( 'comment_author_IP' => '', 'comment_author_url' => '', 'comment_author_email' => '' );
		if ( ! isset( $comment['comment_date'] ) && isset( $comment['comment_date_gmt'] ) ) {
			$comment['comment_date'] = get_date_from_gmt( $comment['comment_date_gmt'] );
		}
		$ids[] = wp_insert_comment( wp_filter_comment( wp_slash( $comment ) ) );
	}
	return $ids;
}

function do_edit( $id, $fields ) {
	return wp_update_comment( wp_slash( array( 'comment_ID' => $id ) + $fields ) );
}

/** `status` is one of approve, hold, spam, trash, delete. */
function do_status( $id, $status ) {
	return 'delete' === $status ? wp_delete_comment( $id, true ) : wp_set_comment_status( $id, $status );
}

/**
 * The ids and addresses of the posts that a WXR file brings. Done as the importer plugin does it, for the owner of the
 * site, or for one who may import but not write whatever HTML (as on a network of sites).
 */
function do_import( $path, $is_owner ) {
	$xml = simplexml_load_file( $path, 'SimpleXMLElement', LIBXML_NONET );
	$wp  = $xml->getDocNamespaces()['wp'];
	wp_set_current_user( $is_owner ? 1 : 0 );
	$brought = array();
	foreach ( $xml->channel->item as $item ) {
		$facts = $item->children( $wp );
		$post  = array(
			'post_author'    => 1,
			'post_date'      => (string) $facts->post_date,
			'post_date_gmt'  => (string) $facts->post_date_gmt,
			'post_content'   => (string) $item->children( 'http://purl.org/rss/1.0/modules/content/' )->encoded,
			'post_excerpt'   => (string) $item->children( $xml->getDocNamespaces()['excerpt'] )->encoded,
			'post_title'     => (string) $item->title,
			'post_status'    => (string) $facts->status,
			'post_name'      => (string) $facts->post_name,
			'comment_status' => (string) $facts->comment_status,
			'ping_status'    => (string) $facts->ping_status,
			'guid'           => (string) $item->guid,
			'post_parent'    => 0,
			'menu_order'     => (int) $facts->menu_order,
			'post_type'      => (string) $facts->post_type,
			'post_password'  => (string) $facts->post_password,
		);
		$post_id = wp_insert_post( wp_slash( $post ), true );
		if ( is_wp_error( $post_id ) ) {
			throw new RuntimeException( $post_id->get_error_message() );
		}
		$by_id = array();
		foreach ( $facts->comment as $told ) {
			$comment = array( 'comment_post_ID' => $post_id );
			foreach ( $told as $name => $value ) {
				if ( 'comment_id' !== $name && 'comment_user_id' !== $name && 'commentmeta' !== $name ) {
					$comment[ $name ] = (string) $value;
				}
			}
			$by_id[ (int) $told->comment_id ] = $comment;
		}
		ksort( $by_id );
		$now = array();
		foreach ( $by_id as $id => $comment ) {
			$comment['comment_parent'] = $now[ $comment['comment_parent'] ] ?? $comment['comment_parent'];
			$now[ $id ]                = wp_insert_comment( wp_filter_comment( wp_slash( $comment ) ) );
		}
		$brought[] = array( $post_id, get_permalink( $post_id ) );
	}
	return $brought;
}

/** WordPress's own export of everything, as its screen sends it. */
function do_export() {
	require_once ABSPATH . 'wp-admin/includes/export.php';
	ob_start();
	export_wp();
	return ob_get_clean();
}

$answers = array();
foreach ( $jobs as $job ) {
	$answers[] = call_user_func( 'do_' . array_shift( $job ), ...$job );
}
echo "\nANSWER ", wp_json_encode( $answers );

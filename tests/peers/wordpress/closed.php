<?php
// A plugin as many sites have one: the interface for programs answers nobody who is not logged in.

add_filter(
	'rest_authentication_errors',
	function ( $result ) {
		return get_option( 'rest_is_closed' ) ? new WP_Error( 'rest_not_logged_in', 'Log in.', array( 'status' => 401 ) ) : $result;
	}
);

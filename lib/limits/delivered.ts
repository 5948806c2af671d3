/** What functions and the edge say alike of bytes that somebody uploaded, and of what is made from them. */

/**
 * Content-Security-Policy of a picture: opened by itself, whatever its bytes are, it runs nothing, sends nothing, loads nothing and is
 * nobody's page. Styles are those that browsers put around a picture themselves.
 */
export const PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

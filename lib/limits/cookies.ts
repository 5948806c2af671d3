/** Numbers of the cookies that show what is signed for: pictures of albums, tiles of private maps. */

/** For the owner: nobody takes his leave back, so they may last a little. */
export const OWNER_COOKIE_SECONDS = 120;

/** Pages and programs ask for new ones after this share of their time: an answer may take a while, and what is under way must still come. */
export const COOKIES_RENEWED_AT = 2 / 3;

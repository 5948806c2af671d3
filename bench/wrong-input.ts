/** What somebody gave cannot be measured: told as its message, without a stack. */
export class WrongInput extends Error {}

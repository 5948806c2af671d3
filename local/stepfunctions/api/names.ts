import { ApiFailure } from './failure.ts';

/** 1 to 80 characters, none of white space, brackets, wildcards or specials (API reference, `name`). */
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;
const ROLE = /^arn:aws[\w-]*:iam::\d{12}:role\/.+$/;

/** @throws ApiFailure InvalidName */
export function checkedName(name: unknown): string {
  if (typeof name !== 'string' || !NAME.test(name)) throw new ApiFailure('InvalidName', `Invalid Name: '${name}'`);
  return name;
}

/** @throws ApiFailure InvalidArn */
export function checkedRole(arn: unknown): string {
  if (typeof arn !== 'string' || !ROLE.test(arn)) throw new ApiFailure('InvalidArn', `Invalid Role Arn: '${arn}'`);
  return arn;
}

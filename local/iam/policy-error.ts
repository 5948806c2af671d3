/** What a policy says and the twin does not evaluate: refused when the template is read. */
export class PolicyError extends Error {
  /** @param path of the resource that holds the policy, as a person wrote it */
  constructor(path: string, what: string) {
    super(
      `${path}: the local twin does not evaluate ${what}. Write the policy without it, or teach local/iam/ about it.`,
    );
    this.name = 'PolicyError';
  }
}

/**
 * Whose request it is. Behind CloudFront the API is called by a server of the edge; who called that one is the last in
 * X-Forwarded-For, before the server itself: CloudFront and API Gateway each append whom they were called by. What a viewer wrote
 * into the header himself stands further left and is not looked at. Who calls the API past CloudFront can pretend to be anybody:
 * so nothing that must hold may rest on this alone.
 *
 * @param forwarded the header X-Forwarded-For
 * @param source who called the API
 */
export function viewerAddress(forwarded: string | undefined, source: string): string {
  const chain = (forwarded ?? '').split(',').map((each) => each.trim());
  if (chain.at(-1) === source) chain.pop();
  return chain.at(-1) || source;
}

/**
 * Whose request it is. Behind CloudFront the API is called by a server of the edge; who called that one is the last in
 * X-Forwarded-For, before the server itself: CloudFront and API Gateway each append whom they were called by. What a viewer wrote
 * into the header himself stands further left and is not looked at. Who calls the API past CloudFront can write there what he likes:
 * so the header counts only for requests that CloudFront has proved to be its own.
 *
 * @param forwarded the header X-Forwarded-For
 * @param source who called the API: the other end of the connection, which nobody can make up
 */
export function viewerAddress(forwarded: string | undefined, source: string, isFromEdge: boolean): string {
  if (!isFromEdge) return source;
  const chain = (forwarded ?? '').split(',').map((each) => each.trim());
  if (chain.at(-1) === source) chain.pop();
  return chain.at(-1) || source;
}

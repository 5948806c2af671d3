/** CORS of an HTTP API, named as in CloudFormation. The API answers preflights itself, before any authorizer. */
export type ApiCors = {
  AllowOrigins?: string[];
  AllowMethods?: string[];
  AllowHeaders?: string[];
  ExposeHeaders?: string[];
  AllowCredentials?: boolean;
  MaxAge?: number;
};

/** Headers for an answer to `origin`; empty when the origin is not allowed. They replace the handler's own. */
export const corsHeaders = (cors: ApiCors, origin: string, preflight: boolean): Record<string, string> => {
  const any = cors.AllowOrigins?.includes('*');
  if (!any && !cors.AllowOrigins?.includes(origin)) return {};
  const headers: Record<string, string> = { 'access-control-allow-origin': any ? '*' : origin };
  if (!any) headers.vary = 'Origin';
  if (cors.AllowCredentials) headers['access-control-allow-credentials'] = 'true';
  if (!preflight) {
    if (cors.ExposeHeaders) headers['access-control-expose-headers'] = cors.ExposeHeaders.join(',');
    return headers;
  }
  if (cors.AllowMethods) headers['access-control-allow-methods'] = cors.AllowMethods.join(',');
  if (cors.AllowHeaders) headers['access-control-allow-headers'] = cors.AllowHeaders.join(',');
  if (cors.MaxAge !== undefined) headers['access-control-max-age'] = String(cors.MaxAge);
  return headers;
};

/** The part of oidc-provider 9 that the development issuer uses; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  /** Koa's context, with what oidc-provider adds. */
  export type Context = {
    req: IncomingMessage;
    type: string;
    body: string;
    oidc: {
      params?: Record<string, string | undefined>;
      session: { accountId?: string };
      client: { clientId: string };
    };
  };

  export default class Provider {
    constructor(issuer: string, configuration: object);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionDetails(
      request: IncomingMessage,
      response: ServerResponse,
    ): Promise<{ params: Record<string, string | undefined> }>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: object,
      options: { mergeWithLastSubmission: boolean },
    ): Promise<void>;
    Client: { prototype: { redirectUriAllowed(uri: string): boolean } };
    Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => {
      addOIDCScope(scope: string): void;
      addResourceScope(resource: string, scope: string): void;
      save(): Promise<string>;
    };
  }

  export const interactionPolicy: {
    Check: {
      new (reason: string, description: string, check: (context: Context) => boolean): object;
    };
    base(): {
      get(prompt: string): { checks: { add(check: object): void; remove(reason: string): void; clear(): void } };
    };
  };
}

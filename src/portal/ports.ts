import type { Context } from 'hono';
import type { DirectoryUser } from '../ports/directory.ts';
import type { AccessService } from '../services/access/access-service.ts';
import type { ChangeService } from '../services/access/change-service.ts';
import type { NotMeService } from '../services/reset/not-me-service.ts';
import type { ResetService } from '../services/reset/reset-service.ts';
import type { Clock } from '../ports/clock.ts';

/** What the portal keeps in a browser; every one is HttpOnly, Path=/ and SameSite=Lax (links come from mails). */
export type PortalCookie =
  /** The secret of this browser's reset. */
  | 'postern_reset'
  /** The secret of a portal sign-in. */
  | 'postern_portal'
  /** The secret of a "this was not me" link, taken out of the address (ASVS 14.2.1). */
  | 'postern_not_me'
  /** The language somebody picked. */
  | 'postern_language'
  /** What the next page has to say about the last act; never a secret. */
  | 'postern_notice';

export interface Cookies {
  read(c: Context, cookie: PortalCookie): string | null;
  /** @param lifetimeSeconds null keeps it until the browser is closed. */
  set(c: Context, cookie: PortalCookie, value: string, lifetimeSeconds: number | null): void;
  clear(c: Context, cookie: PortalCookie): void;
}

/** Name of the hidden field that carries the form token. */
export const FORM_TOKEN_FIELD = 'form_token';

export interface Forms {
  /** The token that every form of this browser carries; gives the browser its form cookie when it has none. */
  token(c: Context): string;
  /** Whether the browser sent the form cookie back that it was given with the page. */
  hasCookie(c: Context): boolean;
  /**
   * Reads a URL-encoded form of exactly these fields, each at most once, and checks the form token; a field that
   * is missing reads as an empty string. Throws `bad-request` for anything else in the form, `too-large`,
   * `unsupported-media-type` and `forged-request`.
   */
  read<Field extends string>(c: Context, fields: readonly Field[]): Promise<Record<Field, string>>;
}

/** What pages say of the organisation: its name on top, whom to ask (a URL, a mail address or nothing). */
export interface PortalOrganisation {
  readonly name: string;
  readonly helpContact: string | null;
}

/** Where a code would go for somebody who is signed in, already masked. */
export interface MaskedDestination {
  readonly methodId: string;
  readonly destination: string;
}

/** What the portal is built from. */
export interface PortalDeps {
  readonly resets: ResetService;
  readonly notMe: NotMeService;
  readonly changes: ChangeService;
  readonly access: AccessService;
  readonly organisation: (tenantId: string) => Promise<PortalOrganisation>;
  /** For every enabled method that has somewhere to send a code for this person, in the registry's order. */
  readonly destinations: (user: DirectoryUser) => Promise<readonly MaskedDestination[]>;
  readonly tenantOf: (c: Context) => string;
  readonly addressOf: (c: Context) => {
    readonly ip: string | null;
    readonly userAgent: string | null;
  };
  /** The nonce of this response's content security policy. */
  readonly nonceOf: (c: Context) => string;
  readonly cookies: Cookies;
  readonly forms: Forms;
  readonly clock: Clock;
}

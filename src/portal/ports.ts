import type { Context } from 'hono';
import type { PosternError } from '../domain/errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { AccessService } from '../services/access/access-service.ts';
import type { ChangeService } from '../services/access/change-service.ts';
import type { BreakGlass } from '../services/reset/break-glass.ts';
import type { DeviceService } from '../services/device/device-service.ts';
import type { HandOverService } from '../services/hand-over/hand-over-service.ts';
import type { RegistrationService } from '../services/registration/registration-service.ts';
import type { StepUpService } from '../services/registration/step-up-service.ts';
import type { NotMeService } from '../services/reset/not-me-service.ts';
import type { ResetService, ResetSteps } from '../services/reset/reset-service.ts';

/** What the portal keeps in a browser. All are HttpOnly; values are URL-safe, at most 512 characters. */
export type PortalCookie =
  /** The secret of this browser's reset. */
  | 'reset'
  /** The secret of a portal sign-in. */
  | 'portal'
  /** The secret of a sign-in that waits for a new password. */
  | 'new-password'
  /** Binds the form token of this browser. */
  | 'visit'
  /** The language somebody picked. */
  | 'language'
  /** The secret of a "this was not me" link, taken out of the address (ASVS 14.2.1); Lax, as links come from mails. */
  | 'not-me'
  /** The secret of an address that another sign-in page sent the browser to; Lax, as it comes from elsewhere. */
  | 'hand-over'
  /** The same, once somebody went on with it: finds the way back. */
  | 'way-back'
  /** What the next page has to say about the last act; never a secret. */
  | 'notice';

export interface PortalCookies {
  get(c: Context, name: PortalCookie): string | null;
  /** Ends with the browser unless `maxAgeSeconds` is given. */
  set(c: Context, name: PortalCookie, value: string, maxAgeSeconds?: number): void;
  clear(c: Context, name: PortalCookie): void;
}

/** Anti-forgery tokens bound to the `visit` cookie. */
export interface PortalFormTokens {
  issue(visitSecret: string): string;
  /** Throws `forged-request`. */
  check(visitSecret: string, token: string | null | undefined): void;
}

/** What pages say of the organisation: its name on top, whom to ask (a URL, a mail address or nothing). */
export interface PortalOrganisation {
  readonly name: string;
  readonly helpContact: string | null;
}

/** What any page needs; enough for the error pages. */
export interface FrameDeps {
  readonly organisation: (tenantId: string) => Promise<PortalOrganisation>;
  readonly tenantOf: (c: Context) => string;
  /** The nonce of this response's content security policy. */
  readonly nonceOf: (c: Context) => string;
  /** The address of a file of src/portal, such as `assets/portal.css` or `enhance/resend-timer.js`. */
  readonly fileUrl: (name: string) => string;
  readonly cookies: PortalCookies;
}

/** What the portal is built from. */
export interface PortalDeps extends FrameDeps {
  readonly resets: Omit<ResetService, keyof ResetSteps>;
  readonly notMe: NotMeService;
  readonly breakGlass: BreakGlass;
  readonly changes: ChangeService;
  readonly devices: DeviceService;
  readonly registration: RegistrationService;
  readonly stepUps: StepUpService;
  readonly handOvers: HandOverService;
  readonly access: AccessService;
  readonly addressOf: (c: Context) => {
    readonly ip: string | null;
    readonly userAgent: string | null;
  };
  readonly formTokens: PortalFormTokens;
  /**
   * The fields of a posted form, each once. Throws `bad-request`, `too-large` and `unsupported-media-type`.
   */
  readonly readForm: (request: Request) => Promise<ReadonlyMap<string, string>>;
  readonly random: Pick<Random, 'token'>;
  readonly clock: Clock;
  /** Told of every error that a page turns into a notice instead of throwing it on: it belongs in the log. */
  readonly noteError: (c: Context, error: PosternError) => void;
}

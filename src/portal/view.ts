import type { Child } from 'hono/jsx';
import type { Language } from '../locales/index.ts';
import type { PortalOrganisation } from './ports.ts';

/** A browser module of src/portal/enhance: a page works without it. */
export type Enhancement =
  | 'approval'
  | 'code-input'
  | 'device'
  | 'device-enrol'
  | 'keep-codes'
  | 'passkey'
  | 'password-rules'
  | 'resend-timer'
  | 'show-password'
  | 'submit-once';

/** Something a person has to put right, said in the summary and beside its field. */
export interface Problem {
  /** The id of the field. */
  readonly field: string;
  readonly text: string;
  /** Beside the field, where it should say something else than in the summary. */
  readonly beside?: string;
}

/** Something worth knowing that is nobody's mistake. */
export interface Remark {
  readonly tone: 'info' | 'good';
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string };
}

/** One page, without the frame around it. */
export interface View {
  readonly title: string;
  /** `steps` is null while nobody knows how many there will be. */
  readonly progress?: { readonly step: number; readonly steps: number | null };
  /** The sign above the title of a page on which something ended. */
  readonly outcome?: 'good' | 'stopped' | 'waiting';
  readonly problems?: readonly Problem[];
  readonly remark?: Remark | null;
  /** Where the browser goes by itself, at once; the page has a link there as well. */
  readonly goesOnTo?: string;
  /** What to quote to support. */
  readonly reference?: string;
  readonly enhance?: readonly Enhancement[];
  /** Address of a manifest, for a page that can be installed. */
  readonly manifest?: string;
  readonly body: Child;
}

/** For whom, and for which other page, somebody is here. */
export interface ErrandView {
  readonly name: string;
  readonly username: string;
  readonly host: string;
  readonly formToken: string;
}

/** What the frame needs to know of the request it answers. */
export interface Surroundings {
  readonly language: Language;
  /** Null when it could not be found out, or the visitor came under a foreign address. */
  readonly organisation: PortalOrganisation | null;
  readonly nonce: string;
  readonly fileUrl: (name: string) => string;
  /** What the links to other languages must keep of the address's query, such as `next=change`. */
  readonly query?: string;
  /** On every page of somebody whom another sign-in page sent here. */
  readonly errand?: ErrandView | null;
}

/** Everything that is wrong with one field. */
export function problemsOf(problems: readonly Problem[] | undefined, field: string): string[] {
  return (problems ?? [])
    .filter((problem) => problem.field === field)
    .map(({ text, beside }) => beside ?? text);
}

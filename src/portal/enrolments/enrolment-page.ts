import type { DirectoryUser } from '../../ports/directory.ts';
import type { Scene } from '../scene.ts';
import type { Problem, View } from '../view.ts';

/** What every page that registers a method is drawn from. */
export interface EnrolmentScene {
  readonly at: Scene;
  /** The method that is being registered: one page may serve several. */
  readonly methodId: string;
  readonly user: DirectoryUser;
  /** The method's settings as the policy has them now. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Where the page's form is posted to. */
  readonly action: string;
  /** The form token. */
  readonly token: string;
  /** What was typed into a form that is shown again; empty the first time. */
  readonly typed: Readonly<Record<string, string>>;
  /** What is wrong with it: `field` is the path of the method's fault. */
  readonly problems: readonly Problem[];
  /** Epoch ms. */
  readonly now: number;
}

export interface BegunScene extends EnrolmentScene {
  /** What `Enrolment.begin` gave to be shown. */
  readonly shown: Readonly<Record<string, unknown>>;
  readonly attemptsLeft: number;
  /** Epoch ms. */
  readonly expiresAt: number;
}

/** One form: which fields it posts (any other is refused) and how it looks. The frame adds the problems' summary. */
interface EnrolmentStep<S extends EnrolmentScene> {
  readonly fields: (scene: S) => readonly string[];
  /** Adds to what was typed what only the page knows. */
  readonly complete?: (
    scene: S,
    typed: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>>;
  /** What a field is called where several of a kind are on one page; null for one that needs no telling apart. */
  readonly labelOf?: (scene: S, field: string) => string | null;
  readonly draw: (scene: S) => Omit<View, 'problems' | 'remark'>;
}

/**
 * How a person is led through registering a method, for every value of `Enrolment.page`: one file beside this one
 * and a line in index.ts. A page draws one `Form` to `scene.action` with `scene.token`; it works without scripts
 * wherever the method does.
 */
export interface EnrolmentPage {
  /** What `Enrolment.begin` asks for; null where it begins at once. */
  readonly before: EnrolmentStep<EnrolmentScene> | null;
  /** What was begun, and the answer that `Enrolment.finish` checks. */
  readonly after: EnrolmentStep<BegunScene>;
}

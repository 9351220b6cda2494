import { expect, vi } from 'vitest';
import { headingOf, type Page, PortalClient } from '../portal-client.ts';
import type { StepAnswer } from '../reset-client.ts';
import type { FaultedDirectory } from './faulted-directories.ts';
import type { DirectoryActs, ScenarioPerson } from './scenario-directory.ts';
import type { ScenarioStage } from './scenario-stage.ts';

export interface FaultedPerson {
  readonly person: ScenarioPerson;
  /** The one that works, by all that was seen. */
  password: string;
  /** How often something was written for them. */
  written: number;
}

/** What people may be told of a write: it is made, nobody knows yet, or it was not made. */
export type Told = 'done' | 'uncertain' | 'unavailable';

/** One write, up to the moment at which it is asked for. */
export interface WriteUnderFault {
  /** Asks for it; what the person is told in words of {@link Told}, else in those that were said. */
  ask(): Promise<Told | (string & {})>;
  /** By the directory's own account. Fails where it is half made. */
  isMade(): Promise<boolean>;
  /** By Postern's, once it has looked: whoever was served is done with it, and nobody else lost what they proved. */
  expectStanding(isMade: boolean): Promise<void>;
  /** Asks once more, with what was proved before, and sees it made. */
  again(): Promise<void>;
}

/** One of the ways by which people have something written to a directory. */
export interface FaultJourney {
  readonly kind: 'reset' | 'change' | 'unlock';
  /** What the organisation has to allow for it. */
  readonly policy: Readonly<Record<string, unknown>>;
  /** @param wanted passwords for the two tries; an unlock needs none. */
  begin(
    stage: ScenarioStage,
    directory: FaultedDirectory,
    who: FaultedPerson,
    wanted: readonly [first: string, second: string],
  ): Promise<WriteUnderFault>;
}

const toldBy = ({ body }: StepAnswer) => body.state ?? body.code ?? 'nothing said';

/** By reconciliation: before it accepts requests, or when the directory answers (`ORPHANED_AFTER_MS` and a minute). */
async function expectLooked(standing: () => Promise<string>, expected: string): Promise<void> {
  await vi.waitFor(async () => expect(await standing(), 'after reconciliation').toBe(expected), {
    interval: 500,
    timeout: 4 * 60_000,
  });
}

/** One of two passwords works from outside, and never both or none; it is remembered as theirs. */
async function isReplaced(
  { directory }: ScenarioStage,
  who: FaultedPerson,
  before: string,
  wanted: string,
): Promise<boolean> {
  const { username } = who.person;
  const isNew = await directory.signsIn(username, wanted);
  const isOld = await directory.signsIn(username, before);
  expect([isNew, isOld].filter(Boolean), `passwords of ${username} that work`).toHaveLength(1);
  who.password = isNew ? wanted : before;
  return isNew;
}

async function expectReplaced(
  stage: ScenarioStage,
  who: FaultedPerson,
  wanted: string,
): Promise<void> {
  expect(await isReplaced(stage, who, who.password, wanted), 'the second try').toBe(true);
}

/** A forgotten password, by the API. */
export const resetUnderFault: FaultJourney = {
  kind: 'reset',
  policy: {},
  async begin(stage, directory, who, [first, second]) {
    await directory.age(who.person.username);
    const before = who.password;
    const client = await stage.proved(who.person);
    return {
      ask: async () => toldBy(await client.set(first)),
      isMade: () => isReplaced(stage, who, before, first),
      async expectStanding(isMade) {
        await expectLooked(() => client.state(), isMade ? 'done' : 'password');
      },
      async again() {
        expect(toldBy(await client.set(second)), 'the proofs were kept').toBe('done');
        await expectReplaced(stage, who, second);
      },
    };
  },
};

const changePage = 'Change your password';
const changed = 'Your password is changed';

function toldOnPage(page: Page): Told | (string & {}) {
  const heading = headingOf(page);
  if (heading === changed) return 'done';
  if (heading === 'We are waiting for an answer') return 'uncertain';
  // By a page of its own where the directory was lost before anybody could say who is signed in.
  const isAway =
    heading === 'This is not working just now' ||
    page.body.includes('That did not work just now. Nothing is lost');
  return isAway ? 'unavailable' : heading;
}

/** A known password, in the portal, by somebody who is signed in there. */
export const changeUnderFault: FaultJourney = {
  kind: 'change',
  policy: {},
  async begin(stage, directory, who, [first, second]) {
    const { username } = who.person;
    await directory.age(username);
    const before = who.password;
    const browser = new PortalClient(stage.served.origin);
    const signIn = await browser.get('/change');
    const form = await browser.submit(signIn, { identifier: username, password: before });
    expect(headingOf(form)).toBe(changePage);
    // The portal takes the cookie back when nobody knows the outcome; the session behind it is another matter.
    const other = browser.copy();
    const submit = async (client: PortalClient, page: Page, password: string) =>
      toldOnPage(await client.submit(page, { current: before, password, confirmation: password }));
    return {
      ask: () => submit(browser, form, first),
      isMade: () => isReplaced(stage, who, before, first),
      async expectStanding(isMade) {
        const heading = async () => headingOf(await other.copy().get('/change'));
        await expectLooked(heading, isMade ? 'Sign in' : changePage);
      },
      async again() {
        const told = await submit(other, await other.get('/change'), second);
        expect(told, 'the sign-in was kept').toBe('done');
        await expectReplaced(stage, who, second);
      },
    };
  },
};

/** A known password of an account that wrong ones locked, by the API. */
export const unlockUnderFault: FaultJourney = {
  kind: 'unlock',
  policy: { unlock: { allowed: true } },
  async begin(stage, _directory, { person, password }) {
    const { username } = person;
    const isUnlocked = () => stage.directory.signsIn(username, password);
    await (stage.directory.acts as DirectoryActs).lock(username);
    expect(await isUnlocked(), 'before').toBe(false);
    const client = await stage.proved(person, username, 'unlock');
    return {
      ask: async () => toldBy(await client.unlock()),
      isMade: isUnlocked,
      async expectStanding(isMade) {
        await expectLooked(() => client.state(), isMade ? 'done' : 'unlock');
      },
      async again() {
        expect(toldBy(await client.unlock()), 'the proofs were kept').toBe('done');
        expect(await isUnlocked()).toBe(true);
      },
    };
  },
};

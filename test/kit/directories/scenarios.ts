import { expect } from 'vitest';
import { headingOf } from '../portal-client.ts';
import { ResetClient, type StepAnswer } from '../reset-client.ts';
import { findCode } from '../smtp-sink.ts';
import type { DirectoryActs, ScenarioDirectory, ScenarioPerson } from './scenario-directory.ts';
import { FIRST, SECOND, THIRD, type ScenarioStage } from './scenario-stage.ts';

/** One row of docs/operate/tested-directories.md: what people live through, on every directory that knows of it. */
export interface Scenario {
  readonly title: string;
  /** Runs where the directory's administrators can do all of these. */
  readonly needs: readonly (keyof DirectoryActs)[];
  run(stage: ScenarioStage, acts: DirectoryActs): Promise<void>;
}

export function appliesTo({ needs }: Scenario, { acts }: ScenarioDirectory): boolean {
  return needs.every((act) => acts[act] !== undefined);
}

const refusals = ({ body }: StepAnswer) => (body.faults ?? []).map(({ code }) => code);

function expectDone(answer: StepAnswer): void {
  expect({
    status: answer.status,
    state: answer.body.state,
    body: answer.body,
  }).toMatchObject({ status: 200, state: 'done' });
}

/** The reset has ended, or was ended when Postern's own directory was told. */
const ENDED = ['not-eligible', 'out-of-order'];

/** From outside: the new password works, and the one before it does not. */
async function expectChanged(
  { directory }: ScenarioStage,
  { username }: ScenarioPerson,
  from: string,
  to: string,
): Promise<void> {
  expect(await directory.signsIn(username, to)).toBe(true);
  expect(await directory.signsIn(username, from)).toBe(false);
}

/** Begins as anybody does, and no code ever comes. */
async function expectNoCode(stage: ScenarioStage, person: ScenarioPerson): Promise<void> {
  const { sink } = stage.served;
  const before = sink.caught.length;
  const client = await ResetClient.started(stage.served.origin, person.username);
  expect(await client.state()).toBe('proving');
  // The look-up is made in the background; the next person's code comes after it.
  const other = await stage.person(
    `x-${person.username.replaceAll(/[^a-z0-9]/g, '').slice(0, 16)}`,
  );
  await stage.proved(other);
  const codes = sink.caught
    .slice(before)
    .filter(({ to }) => to.toLowerCase() === person.alternateMail.toLowerCase())
    .filter((mail) => findCode(mail) !== null);
  expect(codes).toEqual([]);
}

export const scenarios: readonly Scenario[] = [
  {
    title: 'a forgotten password is reset: the new one works, the old one does not',
    needs: [],
    async run(stage) {
      const person = await stage.person('ada');
      expectDone(await stage.reset(person, SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'a password is reset again and again',
    needs: [],
    async run(stage) {
      const person = await stage.person('again');
      expectDone(await stage.reset(person, SECOND));
      expectDone(await stage.reset(person, THIRD));
      await expectChanged(stage, person, SECOND, THIRD);
    },
  },
  {
    title: 'a person is found by their mail address',
    needs: [],
    async run(stage) {
      const person = await stage.person('mailed', { mail: 'M.Ailed@mail.example' });
      expectDone(await stage.reset(person, SECOND, 'm.ailed@MAIL.example'));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'a known password is changed',
    needs: [],
    async run(stage) {
      const person = await stage.person('changer');
      const page = await stage.change(person, FIRST, SECOND);
      expect(headingOf(page)).toBe('Your password is changed');
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'nobody changes a password without knowing it',
    needs: [],
    async run(stage) {
      const person = await stage.person('guesser');
      const page = await stage.change(person, SECOND, THIRD);
      expect(headingOf(page)).toBe('Sign in');
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(true);
    },
  },
  {
    title: 'blanks, quotes, umlauts, other scripts and emoji are kept exactly',
    needs: [],
    async run(stage) {
      const person = await stage.person('writer');
      let before = FIRST;
      for (const password of [
        ` Blanks at both ends 1 `,
        `Quotes ' " and \\ back (*) $1`,
        'Käse und Öl für Zürich 1',
        'Кириллица и пробелы 1 Aa',
        'Schlüssel 🗝️ und 👩‍👩‍👧 Haus 1',
      ]) {
        expectDone(await stage.reset(person, password));
        await expectChanged(stage, person, before, password);
        before = password;
      }
    },
  },
  {
    title: 'a new password that breaks a rule of ours costs nothing',
    needs: [],
    async run(stage) {
      const person = await stage.person('ourrule');
      const client = await stage.proved(person);
      expect(refusals(await client.set('short'))).toContain('too-short');
      expectDone(await client.set(SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'the longest name there is can reset, and 256 characters of nobody are answered alike',
    needs: [],
    async run(stage) {
      const client = await ResetClient.started(stage.served.origin, 'x'.repeat(256));
      expect(await client.state()).toBe('proving');
      const person = await stage.person('n'.repeat(stage.directory.longestName));
      expectDone(await stage.reset(person, SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'signs of a query language find nobody',
    needs: [],
    async run(stage) {
      await stage.person('wildcard');
      const codes = () =>
        stage.served.sink.caught.filter(
          (mail) => mail.to === 'wildcard@private.example' && findCode(mail) !== null,
        ).length;
      const before = codes();
      for (const typed of ['wild*', '*', '*)(uid=*', 'wildcard)(|(cn=*', 'wildc\\61rd']) {
        const client = await ResetClient.started(stage.served.origin, typed);
        expect(await client.state()).toBe('proving');
      }
      const after = await stage.person('afterwild');
      await stage.proved(after);
      expect(codes()).toBe(before);
    },
  },
  {
    title: 'two people with one mail address are nobody by it, and themselves by name',
    needs: [],
    async run(stage) {
      const shared = 'twins@mail.example';
      const one = await stage.person('twin1', { mail: shared });
      await stage.person('twin2', { mail: shared });
      await expectNoCode(stage, { ...one, username: shared });
      expectDone(await stage.reset(one, SECOND));
    },
  },
  {
    title: 'only members of the selected group can reset, through nested groups as well',
    needs: ['nest'],
    async run(stage, acts) {
      const inside = await stage.person('inside');
      const outside = await stage.person('outside');
      await acts.nest(inside.username, ['Pilot inner', 'Pilot middle', 'Pilot outer']);
      const found = await stage.served.api.ok<{ items: { anchor: string; directoryId: string }[] }>(
        'GET',
        '/groups?query=Pilot%20outer',
      );
      const [group] = found.items;
      expect(group).toBeDefined();
      const groups = [{ directoryId: group?.directoryId, anchor: group?.anchor }];
      await stage.withPolicy(
        { scope: { mode: 'selected', includeGroups: groups, excludeGroups: [] } },
        async () => {
          expectDone(await stage.reset(inside, SECOND));
          await expectChanged(stage, inside, FIRST, SECOND);
        },
      );
      await stage.withPolicy(
        { scope: { mode: 'all', includeGroups: [], excludeGroups: groups } },
        async () => {
          await expectNoCode(stage, inside);
          expectDone(await stage.reset(outside, SECOND));
        },
      );
    },
  },
  {
    title: 'a disabled account is not reset, and stays as it was',
    needs: ['disable'],
    async run(stage, acts) {
      const person = await stage.person('disabled');
      await acts.disable(person.username);
      await expectNoCode(stage, person);
    },
  },
  {
    title: 'an account that is disabled between proof and password is not written',
    needs: ['disable'],
    async run(stage, acts) {
      const person = await stage.person('disabled2');
      const client = await stage.proved(person);
      await acts.disable(person.username);
      const { body } = await client.set(SECOND);
      expect(ENDED).toContain(body.state ?? body.code);
      expect(await stage.directory.signsIn(person.username, SECOND)).toBe(false);
    },
  },
  {
    title: 'an account that is deleted between proof and password is not made again',
    needs: ['remove'],
    async run(stage, acts) {
      const person = await stage.person('leaver');
      const client = await stage.proved(person);
      await acts.remove(person.username);
      const { body } = await client.set(SECOND);
      expect(ENDED).toContain(body.state ?? body.code);
      expect(await stage.directory.signsIn(person.username, SECOND)).toBe(false);
    },
  },
  {
    title: 'an account that has ended is not reset',
    needs: ['expire'],
    async run(stage, acts) {
      const person = await stage.person('ended');
      await acts.expire(person.username);
      await expectNoCode(stage, person);
    },
  },
  {
    title: 'an account that the directory protects is not reset',
    needs: ['protect'],
    async run(stage, acts) {
      const person = await stage.person('protected');
      await acts.protect(person.username);
      await expectNoCode(stage, person);
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(true);
    },
  },
  {
    title: 'a locked account is unlocked by its reset',
    needs: ['lock'],
    async run(stage, acts) {
      const person = await stage.person('locked');
      await acts.lock(person.username);
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(false);
      expectDone(await stage.reset(person, SECOND));
      expect(await stage.directory.signsIn(person.username, SECOND)).toBe(true);
    },
  },
  {
    title: 'somebody who must change their password can reset it, and need not change it then',
    needs: ['mustChange'],
    async run(stage, acts) {
      const person = await stage.person('mustchange');
      await acts.mustChange(person.username);
      expectDone(await stage.reset(person, SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'a password that is too old can be reset',
    needs: ['expirePassword'],
    async run(stage, acts) {
      const person = await stage.person('stale');
      await acts.expirePassword(person.username);
      expectDone(await stage.reset(person, SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'a person who was renamed in the middle of a reset stays the same person',
    needs: ['rename'],
    async run(stage, acts) {
      const person = await stage.person('maiden');
      const client = await stage.proved(person);
      await acts.rename(person.username, 'married');
      expectDone(await client.set(SECOND));
      expect(await stage.directory.signsIn('married', SECOND)).toBe(true);
    },
  },
  {
    title: 'a person who was moved in the middle of a reset stays the same person',
    needs: ['move'],
    async run(stage, acts) {
      const person = await stage.person('mover');
      const client = await stage.proved(person);
      await acts.move(person.username);
      expectDone(await client.set(SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
    },
  },
  {
    title: 'a distinguished name with every special character is reset and changed',
    needs: ['addUnderDifficultName'],
    async run(stage, acts) {
      const person: ScenarioPerson = {
        username: 'difficult',
        password: FIRST,
        alternateMail: 'difficult@private.example',
      };
      await acts.addUnderDifficultName(person);
      expectDone(await stage.reset(person, SECOND));
      await expectChanged(stage, person, FIRST, SECOND);
      expect(headingOf(await stage.change(person, SECOND, THIRD))).toBe('Your password is changed');
    },
  },
  {
    title: 'a length that the directory asks for is said in words, and costs nothing',
    needs: ['require'],
    async run(stage, acts) {
      const person = await stage.person('length');
      await acts.require(person.username, { minLength: 40 });
      const client = await stage.proved(person);
      expect(refusals(await client.set(SECOND))).toEqual(['too-short']);
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(true);
      const long = `${SECOND} and a good deal longer`;
      expectDone(await client.set(long));
      await expectChanged(stage, person, FIRST, long);
    },
  },
  {
    title: 'a former password is refused where the directory remembers it',
    needs: ['require'],
    async run(stage, acts) {
      const person = await stage.person('history');
      await acts.require(person.username, { history: 5 });
      expectDone(await stage.reset(person, SECOND));
      const page = await stage.change(person, SECOND, THIRD);
      expect(headingOf(page)).toBe('Your password is changed');
      const again = await stage.change(person, THIRD, SECOND);
      expect(again.body).toContain('You have used it before');
      expect(await stage.directory.signsIn(person.username, THIRD)).toBe(true);
    },
  },
  {
    title: 'a password that is too young is not changed, and the person is told so',
    needs: ['require'],
    async run(stage, acts) {
      const person = await stage.person('young');
      await acts.require(person.username, { minAgeSeconds: 86_400 });
      expectDone(await stage.reset(person, SECOND));
      const page = await stage.change(person, SECOND, THIRD);
      expect(headingOf(page)).toBe('Change your password');
      expect(page.body).toContain('changed only recently');
      expect(await stage.directory.signsIn(person.username, SECOND)).toBe(true);
    },
  },
];

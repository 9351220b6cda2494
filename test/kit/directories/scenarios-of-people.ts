import { expect } from 'vitest';
import { headingOf } from '../portal-client.ts';
import { ResetClient } from '../reset-client.ts';
import { findCode } from '../smtp-sink.ts';
import { expectChanged, expectDone, expectNoCode, refusals, type Scenario } from './scenario.ts';
import { FIRST, SECOND, THIRD } from './scenario-stage.ts';

/** Names, groups and passwords of people with nothing against them. */
export const scenariosOfPeople: readonly Scenario[] = [
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
];

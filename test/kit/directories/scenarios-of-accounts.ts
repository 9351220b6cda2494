import { expect } from 'vitest';
import { headingOf } from '../portal-client.ts';
import {
  ENDED,
  expectChanged,
  expectDone,
  expectHeldUp,
  expectNoCode,
  refusals,
  type Scenario,
} from './scenario.ts';
import type { ScenarioPerson } from './scenario-directory.ts';
import { FIRST, SECOND, THIRD } from './scenario-stage.ts';

/** What the directory holds against an account, what happens to it meanwhile, and its rules. */
export const scenariosOfAccounts: readonly Scenario[] = [
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
    title: 'a locked account is unlocked without a new password, where that is allowed',
    needs: ['lock'],
    async run(stage, acts) {
      const person = await stage.person('lockedout');
      await acts.lock(person.username);
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(false);
      await stage.withPolicy({ unlock: { allowed: true } }, async () => {
        const client = await stage.proved(person, person.username, 'unlock');
        expect(await client.progress()).toMatchObject({ body: { unlock: 'possible' } });
        // An unlock is no way to a password that was not asked for.
        expect((await client.set(SECOND)).status).toBe(409);
        expectDone(await client.step('POST', '/resets/current/unlock'));
      });
      expect(await stage.directory.signsIn(person.username, FIRST)).toBe(true);
      expect(await stage.directory.signsIn(person.username, SECOND)).toBe(false);
    },
  },
  {
    title: 'a password that is too old leads to a new one where it is typed, and never signs in',
    needs: ['expirePassword'],
    async run(stage, acts) {
      const person = await stage.person('outdated');
      await acts.expirePassword(person.username);
      await expectHeldUp(stage, person, 'Your password has run out');
    },
  },
  {
    title:
      'a password that must be changed leads to a new one where it is typed, and never signs in',
    needs: ['mustChange'],
    async run(stage, acts) {
      const person = await stage.person('newcomer');
      await acts.mustChange(person.username);
      await expectHeldUp(stage, person, 'You have to choose a new password');
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

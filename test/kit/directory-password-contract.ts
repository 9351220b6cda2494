import { beforeAll, describe, expect, test } from 'vitest';
import type { Directory } from '../../src/ports/directory.ts';
import type { DirectoryFixture } from './directory-fixture.ts';

/** The part of the contract of directories that is about passwords; `describeDirectoryContract` calls it. */
export function describePasswordContract(opened: () => DirectoryFixture): void {
  let fixture: DirectoryFixture;
  let directory: Directory;
  /** Of somebody who typed the right password. */
  const reasonOfDisabled = () => (fixture.hidesDisabled === true ? 'wrong' : 'disabled');
  beforeAll(() => {
    fixture = opened();
    directory = fixture.directory;
  });

  describe('signing in', () => {
    test('takes the right password and no other', async () => {
      const anchor = await fixture.addUser({
        username: 'sam',
        mail: 'sam@contoso.example',
        password: 'Right-Horse 7',
      });
      expect(await directory.signIn('sam', 'Right-Horse 7')).toMatchObject({
        ok: true,
        user: { ref: { anchor } },
      });
      expect(await directory.signIn('sam@contoso.example', 'Right-Horse 7')).toMatchObject({
        ok: true,
      });
      for (const wrong of [
        'right-horse 7',
        'Right-Horse 7 ',
        'Right-Horse',
        '',
        'Right-Horse 7\0',
      ]) {
        expect(await directory.signIn('sam', wrong)).toEqual({ ok: false, reason: 'wrong' });
      }
    });

    test('answers the same for nobody, for a shared name and for somebody without a password', async () => {
      await fixture.addUser({ username: 'fresh' });
      for (const name of ['nobody-here', 'fresh', '']) {
        expect(await directory.signIn(name, 'anything at all')).toEqual({
          ok: false,
          reason: 'wrong',
        });
        expect(await directory.signIn(name, '')).toEqual({ ok: false, reason: 'wrong' });
      }
    });

    test('tells that an account is disabled only to who knows its password', async () => {
      const anchor = await fixture.addUser({ username: 'dis', password: 'Right-Horse 7' });
      await fixture.disable(anchor);
      expect(await directory.signIn('dis', 'wrong horse 7')).toEqual({
        ok: false,
        reason: 'wrong',
      });
      expect(await directory.signIn('dis', 'Right-Horse 7')).toEqual({
        ok: false,
        reason: reasonOfDisabled(),
      });
    });
  });

  describe('setting a password', () => {
    test('makes the new one work and the old one fail, and remembers which write it was', async () => {
      const anchor = await fixture.addUser({ username: 'setter', password: 'Old-Horse 7' });
      const before = await directory.writeState(anchor);
      const outcome = await directory.setPassword(anchor, 'New-Horse 8', 'wbk_set1');
      expect(outcome).toMatchObject({ outcome: 'applied' });
      expect(await directory.signIn('setter', 'New-Horse 8')).toMatchObject({ ok: true });
      expect(await directory.signIn('setter', 'Old-Horse 7')).toMatchObject({ ok: false });
      const after = await directory.writeState(anchor);
      expect(after?.passwordChangedAt).toBeGreaterThan(before?.passwordChangedAt ?? 0);
      expect(outcome).toMatchObject({ passwordChangedAt: after?.passwordChangedAt });
      expect([null, 'wbk_set1']).toContain(after?.lastWritebackId);
      expect((await directory.read(anchor))?.passwordChangedAt).toBe(after?.passwordChangedAt);
    });

    // A096: a password reaches a shell, a query or a parser on its way.
    test.each([
      `quotes ' " and \\ back`,
      '$(reboot) `id` ; | & > <',
      '%s%n {{7*7}} ${x}',
      'käse 🗝 кириллица سر',
      ' blanks at both ends ',
      'x'.repeat(128),
    ])('keeps exactly %j', async (password) => {
      const name = `exact${Math.abs(password.length * 31 + (password.codePointAt(1) ?? 0))}`;
      const anchor = await fixture.addUser({ username: name });
      expect(await directory.setPassword(anchor, password, 'wbk_x')).toMatchObject({
        outcome: 'applied',
      });
      expect(await directory.signIn(name, password)).toMatchObject({ ok: true });
      expect(await directory.signIn(name, password.trimEnd().slice(0, -1))).toMatchObject({
        ok: false,
      });
    });

    test('takes one password typed in two Unicode forms for the same', async () => {
      const anchor = await fixture.addUser({ username: 'forms' });
      await directory.setPassword(anchor, 'Cafe\u0301-Ho\u0308rse 7', 'wbk_n');
      expect(await directory.signIn('forms', 'Caf\u00e9-H\u00f6rse 7')).toMatchObject({
        ok: true,
      });
      expect(await directory.signIn('forms', 'Cafe\u0301-Ho\u0308rse 7')).toMatchObject({
        ok: true,
      });
      expect(await directory.signIn('forms', 'Cafe-Horse 7')).toMatchObject({ ok: false });
    });

    test('is refused for nobody and for a disabled account, and changes nothing', async () => {
      expect(await directory.setPassword('unheard-of', 'New-Horse 8', 'wbk_u')).toEqual({
        outcome: 'refused',
        reason: 'unknown',
      });
      const anchor = await fixture.addUser({ username: 'off', password: 'Old-Horse 7' });
      await fixture.disable(anchor);
      const before = await directory.writeState(anchor);
      expect(await directory.setPassword(anchor, 'New-Horse 8', 'wbk_d')).toEqual({
        outcome: 'refused',
        reason: 'account-disabled',
      });
      expect(await directory.writeState(anchor)).toEqual(before);
      expect(await directory.signIn('off', 'Old-Horse 7')).toMatchObject({
        reason: reasonOfDisabled(),
      });
    });
  });

  describe('changing a password', () => {
    test('needs the current one', async () => {
      const anchor = await fixture.addUser({ username: 'changer', password: 'Old-Horse 7' });
      for (const wrong of ['', 'old-horse 7', 'New-Horse 8']) {
        expect(await directory.changePassword(anchor, wrong, 'New-Horse 8', 'wbk_c')).toEqual({
          outcome: 'refused',
          reason: 'wrong-current-password',
        });
      }
      expect(await directory.signIn('changer', 'Old-Horse 7')).toMatchObject({ ok: true });
      expect(
        await directory.changePassword(anchor, 'Old-Horse 7', 'New-Horse 8', 'wbk_c'),
      ).toMatchObject({
        outcome: 'applied',
      });
      expect(await directory.signIn('changer', 'New-Horse 8')).toMatchObject({ ok: true });
      expect(await directory.signIn('changer', 'Old-Horse 7')).toMatchObject({ ok: false });
    });

    test('is refused for nobody, without a password, and for a disabled account', async () => {
      expect(await directory.changePassword('unheard-of', 'a', 'New-Horse 8', 'wbk_c')).toEqual({
        outcome: 'refused',
        reason: 'unknown',
      });
      const fresh = await fixture.addUser({ username: 'fresh2' });
      expect(await directory.changePassword(fresh, '', 'New-Horse 8', 'wbk_c')).toEqual({
        outcome: 'refused',
        reason: 'wrong-current-password',
      });
      const off = await fixture.addUser({ username: 'off2', password: 'Old-Horse 7' });
      await fixture.disable(off);
      expect(await directory.changePassword(off, 'Old-Horse 7', 'New-Horse 8', 'wbk_c')).toEqual({
        outcome: 'refused',
        reason: 'account-disabled',
      });
    });

    // A051: one current password, many changes at once.
    test('is made once when many prove the same current password at once', async () => {
      const anchor = await fixture.addUser({ username: 'racer', password: 'Old-Horse 7' });
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          directory.changePassword(anchor, 'Old-Horse 7', `New-Horse ${index}0`, `wbk_r${index}`),
        ),
      );
      const winners = outcomes.flatMap(({ outcome }, index) =>
        outcome === 'applied' ? [index] : [],
      );
      expect(winners).toHaveLength(1);
      expect(await directory.signIn('racer', `New-Horse ${winners[0]}0`)).toMatchObject({
        ok: true,
      });
    });
  });
}

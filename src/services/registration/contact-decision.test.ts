import { describe, expect, test } from 'vitest';
import { registrationOf } from '../../../test/kit/held-method-contract.ts';
import { bareUser } from '../../../test/kit/method-contract.ts';
import type { Registration } from '../../domain/registration/registration.ts';
import { decideContact } from './contact-decision.ts';

const number = '+4915112345678';
const own = (methodId: string, data: Registration['data'], more: Partial<Registration> = {}) => ({
  ...registrationOf(methodId, data),
  source: 'user' as const,
  confirmedAt: 1,
  ...more,
});
const unseen = { source: 'import' as const, confirmedAt: null };
const mobile = { column: 'mobile', value: number } as const;
const mail = { column: 'alternateMail', value: 'anna@home.example' } as const;

describe('a value that a file has for somebody', () => {
  test('is added to somebody who has nothing of its kind', () => {
    const others = [own('email', { address: 'a@b.example' }), own('voice-office', { number })];
    expect(decideContact(bareUser, others, mobile)).toEqual({ becomes: 'added' });
  });

  test.each([
    [own('text', { number })],
    [own('voice-mobile', { number })],
    [own('text', { number }, unseen)],
  ])('changes nothing that stands already', (registered) => {
    expect(decideContact(bareUser, [registered], mobile)).toEqual({ becomes: 'unchanged' });
  });

  test('changes nothing that the directory says already', () => {
    const user = { ...bareUser, mobile: '+49 151 1234 5678', alternateMail: 'Anna@Home.example' };
    expect(decideContact(user, [], mobile)).toEqual({ becomes: 'unchanged' });
    expect(decideContact(user, [], mail)).toEqual({ becomes: 'unchanged' });
  });

  test('does not overrule what the person registered or confirmed', () => {
    const theirs = own('voice-mobile', { number: '+4915100000000' });
    expect(decideContact(bareUser, [theirs], mobile)).toEqual({ becomes: 'kept', theirs });
    const confirmed = own('email', { address: 'x@y.example' }, { ...unseen, confirmedAt: 5 });
    expect(decideContact(bareUser, [confirmed], mail)).toEqual({
      becomes: 'kept',
      theirs: confirmed,
    });
  });

  test('takes the place of what an earlier file said and nobody confirmed', () => {
    const earlier = own('text', { number: '+4915100000000' }, unseen);
    expect(decideContact(bareUser, [earlier], mobile)).toEqual({
      becomes: 'replaced',
      instead: [earlier],
    });
  });

  test('is refused where it is the mailbox that the forgotten password opens', () => {
    const user = { ...bareUser, mail: 'ANNA@home.example' };
    expect(decideContact(user, [], mail)).toEqual({ becomes: 'refused', code: 'own-mailbox' });
  });
});

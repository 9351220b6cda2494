import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import { passText } from '../domain/registration/temporary-pass.ts';
import { temporaryPass } from './temporary-pass.ts';

const expiresAt = MORNING + 600_000;
const pass = '7K3MQX01';

function judge(now: number, answer: string, user = bareUser) {
  const tools = toolsAt(now);
  const mac = tools.vault.mac('temporary-pass', passText(bareUser.ref, expiresAt, pass));
  const registrations = [registrationOf('temporary-pass', { mac, expiresAt })];
  return temporaryPass.verify(
    { answer, prompt: null, person: { user, registrations }, settings: { enabled: true } },
    tools,
  );
}

describe('a temporary pass', () => {
  test.each([pass, '7k3m-qx01', ' 7K3M QXOl '])('is taken as it is read out: %j', async (typed) => {
    expect(await judge(MORNING, typed)).toMatchObject({ right: true, used: { data: null } });
  });

  test('is worth nothing once its ten minutes are over', async () => {
    expect((await judge(expiresAt - 1, pass)).right).toBe(true);
    expect(await judge(expiresAt, pass)).toEqual({ right: false });
  });

  test('is worth nothing to anybody else', async () => {
    const other = { ...bareUser, ref: { ...bareUser.ref, anchor: 'usr_other' } };
    expect(await judge(MORNING, pass, other)).toEqual({ right: false });
  });

  test('cannot be registered by people themselves, and is nothing for administrators', () => {
    expect(temporaryPass.enrolment).toBeNull();
    expect(temporaryPass.forAdministrators).toEqual({ recommended: false, entra: false });
  });
});

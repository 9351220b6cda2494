import { expect, test } from 'vitest';
import { describeHeldMethodContract } from '../../test/kit/held-method-contract.ts';
import { heldMethodFixtures } from '../../test/kit/held-method-fixtures.ts';
import {
  bareUser,
  describeMethodContract,
  describeSentCodeContract,
} from '../../test/kit/method-contract.ts';
import { methods } from './index.ts';

const reachable = {
  ...bareUser,
  mail: 'alice@contoso.example',
  mobile: '+1 4255550100',
  officePhone: '+44 20 7946 0000 x1234',
};

for (const [id, method] of methods) {
  test(`${id} is registered under its own id`, () => expect(method.id).toBe(id));
  describeMethodContract(method);
  if (method.kind === 'sent-code') describeSentCodeContract(method, reachable);
  else {
    const fixture = heldMethodFixtures[id];
    if (fixture === undefined) throw new Error(`test/kit/held-method-fixtures.ts lacks ${id}`);
    describeHeldMethodContract(method, fixture);
  }
}

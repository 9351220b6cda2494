import { describe, expect, test } from 'vitest';
import { phonePlan } from './phone-plan.ts';

describe('the country of a number', () => {
  test.each([
    ['+14255550100', 'US'],
    ['+16135550100', 'CA'],
    ['+18765551234', 'JM'],
    ['+442079460000', 'GB'],
    ['+4915112345678', 'DE'],
    ['+966501234567', 'SA'],
    ['+37126000000', 'LV'],
  ])('%s is %s, though others may share its calling code', (number, country) => {
    expect(phonePlan.look(number)).toEqual({ country, costly: false });
  });

  test.each(['+88213300655', '+881612345678', '+99999999999', '+12345', '', '+', 'nonsense'])(
    '%j is none: no country has it',
    (number) => {
      expect(phonePlan.look(number).country).toBeNull();
    },
  );

  test('is one of a list that has every country once', () => {
    expect(phonePlan.countries).toContain('DE');
    expect(new Set(phonePlan.countries).size).toBe(phonePlan.countries.length);
  });
});

test.each(['+19005551234', '+449098790000', '+447012345678', '+499001234567'])(
  'a number whose owner earns from calls is told: %s (A112)',
  (number) => {
    expect(phonePlan.look(number).costly).toBe(true);
  },
);

import type { CampaignView } from '../../../src/contract/campaign.ts';

type People = NonNullable<CampaignView['campaign']>['people'];

export interface Progress {
  readonly registered: number;
  readonly missing: number;
  readonly unreachable: number;
  /** Of those who are missing, by how often they were reminded. */
  readonly reminded: readonly { readonly times: number; readonly count: number }[];
}

/** People who left the audience count nowhere. */
export function progressOf(people: People): Progress {
  const of = (...standings: readonly People[number]['standing'][]) =>
    people.filter(({ standing }) => standings.includes(standing));
  const sum = (some: People) => some.reduce((total, { count }) => total + count, 0);
  const missing = of('missing');
  return {
    registered: sum(of('registered')),
    missing: sum(missing),
    unreachable: sum(of('no-address', 'nothing-to-register')),
    reminded: missing
      .map(({ reminders, count }) => ({ times: reminders, count }))
      .toSorted((a, b) => a.times - b.times),
  };
}

import { expect, test } from 'vitest';
import type { CampaignPreviewView } from '../../../src/contract/campaign.ts';
import type { ApiClient } from '../../api/client.ts';
import { campaignDefaults } from '../../../src/contract/shapes.ts';
import { dryRun, dueTable } from './dry-run.ts';
import { progressOf } from './progress.ts';

const somebody = (username: string) => ({
  directoryId: 'dir_1',
  anchor: username,
  username,
  displayName: `=${username}`,
  to: `${username}@contoso.example`,
  reminders: 1,
});

test('a dry run adds up every part of the audience', async () => {
  const parts: CampaignPreviewView[] = [
    { examined: 100, registered: 40, unreachable: 1, waiting: 2, due: [somebody('a')], next: 'x' },
    { examined: 20, registered: 5, unreachable: 0, waiting: 3, due: [somebody('b')], next: null },
  ];
  const cursors: unknown[] = [];
  const api = {
    call: (_endpoint: unknown, { body }: { body: { cursor: string | null } }) => {
      cursors.push(body.cursor);
      return Promise.resolve(parts[cursors.length - 1]);
    },
  } as unknown as ApiClient;
  const seen: number[] = [];
  const { signal } = new AbortController();
  const found = await dryRun(api, campaignDefaults, (count) => seen.push(count), signal);
  expect(cursors).toEqual([null, 'x']);
  expect(seen).toEqual([100, 120]);
  expect(found).toMatchObject({ examined: 120, registered: 45, unreachable: 1, waiting: 5 });
  expect(found.due.map(({ username }) => username)).toEqual(['a', 'b']);
});

test('its file holds nothing that a spreadsheet would run', () => {
  expect(dueTable([somebody('a')])).toBe(
    "username,displayName,to,reminders\r\na,'=a,a@contoso.example,1\r\n",
  );
});

test('progress counts who left the audience nowhere', () => {
  expect(
    progressOf([
      { standing: 'left', reminders: 0, count: 9 },
      { standing: 'registered', reminders: 0, count: 4 },
      { standing: 'registered', reminders: 1, count: 2 },
      { standing: 'missing', reminders: 2, count: 3 },
      { standing: 'missing', reminders: 0, count: 1 },
      { standing: 'no-address', reminders: 0, count: 5 },
      { standing: 'nothing-to-register', reminders: 0, count: 1 },
    ]),
  ).toEqual({
    registered: 6,
    missing: 4,
    unreachable: 6,
    reminded: [
      { times: 0, count: 1 },
      { times: 2, count: 3 },
    ],
  });
});

import {
  type CampaignSettings,
  nextReminderAt,
  remindersOf,
} from '../../domain/campaign/campaign.ts';
import { isQuiet, localTime, quietBeginsAt } from '../../domain/campaign/quiet-hours.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { CampaignPersonRow, CampaignRow } from '../../ports/storage/campaigns.ts';
import { pageAcross } from '../people/across-directories.ts';
import { readUser } from '../people/read-user.ts';
import type { RegistrationDesk } from '../registration/standing.ts';
import { readCampaignSettings } from './campaign-settings.ts';
import { personStandingOf, reminderAddressOf } from './person-standing.ts';

export interface CampaignDesk extends RegistrationDesk {
  /** Absolute, from configuration; never from a request (A060). */
  readonly baseUrl: string;
}

const PAGE = 50;
/** Of one campaign in one go, so that other housekeeping gets its turn: 1,000 people a minute are looked at. */
const PAGES_AT_ONCE = 20;
const REMINDED_AT_ONCE = 200;
/** Longer than a page takes against a directory that is slow, and no longer than a dead process may hold it up. */
const SWEEP_LEASE_SECONDS = 5 * 60;
const SWEEP_EVERY_MS = 3600 * 1000;
const KEEP_PEOPLE_MS = 30 * 24 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** Looks whom every campaign concerns, and queues the reminders that are due; returns how many it queued. */
export async function runCampaigns(desk: CampaignDesk): Promise<number> {
  let queued = 0;
  for (const campaign of await desk.storage.campaigns.running()) {
    const { settings } = await readCampaignSettings(desk.storage, campaign.tenantId);
    await sweep(desk, campaign, settings);
    queued += await remindDue(desk, campaign, settings);
  }
  await desk.storage.campaigns.forgetPeople(desk.clock.now() - KEEP_PEOPLE_MS, 10);
  if (queued > 0) desk.signal.wake();
  return queued;
}

/** Goes through the directories once an hour, a page at a time, each by one process. */
async function sweep(
  desk: CampaignDesk,
  campaign: CampaignRow,
  settings: CampaignSettings,
): Promise<void> {
  const { campaigns } = desk.storage;
  const { tenantId, id } = campaign;
  for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
    const now = desk.clock.now();
    const lease = await campaigns.leaseSweep(tenantId, id, now, SWEEP_LEASE_SECONDS);
    if (lease === null) return;
    const { items, next } = await pageAcross(
      desk.directories,
      tenantId,
      { directoryId: null, query: '', limit: PAGE, cursor: lease.cursor },
      (directory, wanted) => directory.searchUsers(wanted),
    );
    for (const user of items) await note(desk, campaign, settings, user);
    await campaigns.endSweep(lease, next, next === null ? now + SWEEP_EVERY_MS : now);
  }
}

async function note(
  desk: CampaignDesk,
  campaign: CampaignRow,
  settings: CampaignSettings,
  user: DirectoryUser,
): Promise<boolean> {
  const standing = await personStandingOf(desk, settings, user);
  const { campaigns } = desk.storage;
  // Whoever the campaign never concerned is nobody to keep a row for.
  if (standing === 'left' && (await campaigns.person(campaign.id, user.ref)) === null) return false;
  const now = desk.clock.now();
  await campaigns.note(campaign, user.ref, standing, localTime(settings.timeZone, now).day, now);
  return standing === 'missing';
}

async function remindDue(
  desk: CampaignDesk,
  campaign: CampaignRow,
  settings: CampaignSettings,
): Promise<number> {
  const now = desk.clock.now();
  if (isQuiet(settings, now)) return 0;
  const due = await desk.storage.campaigns.due(
    campaign.tenantId,
    campaign.id,
    now,
    REMINDED_AT_ONCE,
  );
  let queued = 0;
  for (const row of due) {
    const outcome = await remindOne(desk, campaign, settings, row);
    if (outcome === 'full') break;
    if (outcome === 'counted') queued += 1;
  }
  return queued;
}

/** What was counted and what is queued are one transaction: a process that dies has done both or neither. */
async function remindOne(
  desk: CampaignDesk,
  campaign: CampaignRow,
  settings: CampaignSettings,
  row: CampaignPersonRow,
): Promise<'counted' | 'taken' | 'full'> {
  const user = await present(desk, row.user);
  if (user === 'unreachable') return 'taken';
  const now = desk.clock.now();
  const { day } = localTime(settings.timeZone, now);
  if (user === null) {
    await desk.storage.campaigns.note(campaign, row.user, 'left', day, now);
    return 'taken';
  }
  const to = reminderAddressOf(user);
  if (!(await note(desk, campaign, settings, user)) || to === null) return 'taken';
  const sent = row.reminders + 1;
  return desk.storage.transaction(async (stores) => {
    const outcome = await stores.campaigns.remind({
      tenantId: campaign.tenantId,
      campaignId: campaign.id,
      user: row.user,
      seenReminders: row.reminders,
      nextDueAt: nextReminderAt(settings, sent, now),
      day,
      dailyCap: settings.dailyCap,
      now,
    });
    if (outcome !== 'counted') return outcome;
    await desk.notices.message(stores, {
      kind: 'registration-reminder',
      params: {
        displayName: user.displayName,
        left: Math.max(0, remindersOf(settings) - sent),
        securityInfoUrl: `${desk.baseUrl}/security-info`,
        reference: campaign.id,
      },
      user,
      to,
      locale: user.locale ?? settings.locale,
      at: now,
      // What could not be delivered before it gets quiet is not delivered in the night.
      deadlineAt: Math.min(now + DAY_MS, quietBeginsAt(settings, now) ?? Infinity),
      correlationId: campaign.id,
    });
    return outcome;
  });
}

/** Of a directory that cannot be reached nobody knows anything: they are asked for again in a minute. */
async function present(
  desk: CampaignDesk,
  ref: UserRef,
): Promise<DirectoryUser | null | 'unreachable'> {
  try {
    return await readUser(desk.directories, ref);
  } catch (error) {
    if (!(error instanceof PosternError && error.code === 'unavailable')) throw error;
    desk.log.warn(
      { error, directory: ref.directoryId },
      'directory cannot be asked, reminder waits',
    );
    return 'unreachable';
  }
}

/**
 * Asked for every reminder just before it leaves: whether the campaign still runs, and the person is still missing.
 * Notes what has become of them otherwise.
 */
export function createReminderCheck(
  desk: CampaignDesk,
): (tenantId: string, campaignId: string | null, ref: UserRef) => Promise<boolean> {
  return async (tenantId, campaignId, ref) => {
    const campaign = await desk.storage.campaigns.latest(tenantId);
    if (campaign?.id !== campaignId || campaign.state !== 'running') return false;
    const user = await readUser(desk.directories, ref);
    if (user === null) return false;
    const { settings } = await readCampaignSettings(desk.storage, tenantId);
    return note(desk, campaign, settings, user);
  };
}

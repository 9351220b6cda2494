import { authorize } from '../../domain/access/actor.ts';
import type { AuditEventType, AuditFieldValue } from '../../domain/audit/events.ts';
import {
  type CampaignAct,
  campaignMoves,
  type CampaignSettings,
  remindersOf,
} from '../../domain/campaign/campaign.ts';
import { isQuiet } from '../../domain/campaign/quiet-hours.ts';
import { PosternError } from '../../domain/errors.ts';
import type { DirectoryGroup, DirectoryUser } from '../../ports/directory.ts';
import type { CampaignProgress, CampaignRow } from '../../ports/storage/campaigns.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { auditActorOf, type Caller, record, requireFreshProof } from '../access/caller.ts';
import { pageAcross } from '../people/across-directories.ts';
import { readGroup, readGroups } from '../policy/group-names.ts';
import { CAMPAIGN_SECTION, readCampaignSettings } from './campaign-settings.ts';
import { personStandingOf, reminderAddressOf } from './person-standing.ts';
import type { CampaignDesk } from './run-campaigns.ts';

export interface CampaignDetail {
  readonly version: number;
  readonly settings: CampaignSettings;
  /** Names of the groups the settings mention; one that is gone is missing. */
  readonly groups: readonly DirectoryGroup[];
  /** Whether no mail leaves at this moment. */
  readonly quietNow: boolean;
  /** The one that runs or is paused, or else the last one; null when there never was one. */
  readonly campaign: (CampaignRow & CampaignProgress) | null;
}

export interface DueReminder {
  readonly user: DirectoryUser;
  readonly to: string;
  /** How many they got before. */
  readonly reminders: number;
}

/** A part of the audience, looked at and not touched. */
export interface CampaignPreview {
  readonly examined: number;
  readonly registered: number;
  readonly unreachable: number;
  /** Missing, but not due: reminded a while ago, or for the last time. */
  readonly waiting: number;
  readonly due: readonly DueReminder[];
  /** Goes on from here; null at the end. */
  readonly next: string | null;
}

export interface CampaignService {
  current(caller: Caller): Promise<CampaignDetail>;
  /** Throws `conflict`, `bad-request` with faults and `reauthentication-required`. */
  replace(caller: Caller, version: number, settings: CampaignSettings): Promise<CampaignDetail>;
  /** Who would get a mail with these settings, in parts; sends and saves nothing. */
  preview(
    caller: Caller,
    settings: CampaignSettings,
    cursor: string | null,
  ): Promise<CampaignPreview>;
  /** Throws `conflict` when it does not fit how the campaign stands, and `reauthentication-required`. */
  act(caller: Caller, act: CampaignAct): Promise<CampaignDetail>;
}

const EXAMINED_AT_ONCE = 100;

const eventOf = {
  start: 'campaign.started',
  pause: 'campaign.paused',
  resume: 'campaign.resumed',
  stop: 'campaign.stopped',
} as const satisfies Record<CampaignAct, AuditEventType>;

export function createCampaignService(desk: CampaignDesk): CampaignService {
  const { storage, directories, clock } = desk;

  async function detail(tenantId: string): Promise<CampaignDetail> {
    const { settings, version } = await readCampaignSettings(storage, tenantId);
    const campaign = await storage.campaigns.latest(tenantId);
    return {
      version,
      settings,
      groups: await readGroups(directories, tenantId, settings.groups),
      quietNow: isQuiet(settings, clock.now()),
      campaign:
        campaign === null
          ? null
          : { ...campaign, ...(await storage.campaigns.progress(tenantId, campaign.id)) },
    };
  }

  async function requireKnownGroups(tenantId: string, { audience, groups }: CampaignSettings) {
    if (audience === 'groups' && groups.length === 0) {
      throw new PosternError('bad-request', {
        faults: [{ path: 'settings.groups', code: 'no-group-selected' }],
      });
    }
    const found = await Promise.all(groups.map((ref) => readGroup(directories, tenantId, ref)));
    const faults = found.flatMap((group, index) =>
      group === null ? [{ path: `settings.groups.${index}`, code: 'unknown-group' }] : [],
    );
    if (faults.length > 0) throw new PosternError('bad-request', { faults });
  }

  return {
    async current({ actor }) {
      authorize(actor, 'policy.read');
      return detail(actor.tenantId);
    },

    async replace(caller, version, settings) {
      const { actor } = caller;
      authorize(actor, 'policy.write');
      const { tenantId } = actor;
      const at = clock.now();
      requireFreshProof(actor, at);
      await requireKnownGroups(tenantId, settings);
      await storage.transaction(async (stores) => {
        const before = await readCampaignSettings(stores, tenantId);
        const by = auditActorOf(actor);
        const next = await stores.settings.replace(
          tenantId,
          CAMPAIGN_SECTION,
          version,
          settings,
          at,
          by.name ?? by.id,
        );
        if (next === null) throw new PosternError('conflict');
        const fields = {
          section: CAMPAIGN_SECTION,
          before: recorded(before.settings),
          after: recorded(settings),
        };
        await record(stores, caller, 'settings.changed', { at, target: CAMPAIGN_SECTION, fields });
      });
      return detail(tenantId);
    },

    async preview({ actor }, settings, cursor) {
      authorize(actor, 'policy.read');
      authorize(actor, 'users.read');
      const { tenantId } = actor;
      await requireKnownGroups(tenantId, settings);
      const open = await openCampaign(storage, tenantId);
      const page = await pageAcross(
        directories,
        tenantId,
        { directoryId: null, query: '', limit: EXAMINED_AT_ONCE, cursor },
        (directory, wanted) => directory.searchUsers(wanted),
      );
      const counts = { registered: 0, unreachable: 0, waiting: 0 };
      const due: DueReminder[] = [];
      for (const user of page.items) {
        const standing = await personStandingOf(desk, settings, user);
        if (standing === 'registered') counts.registered += 1;
        if (standing === 'no-address' || standing === 'nothing-to-register')
          counts.unreachable += 1;
        const to = reminderAddressOf(user);
        if (standing !== 'missing' || to === null) continue;
        const row = open === null ? null : await storage.campaigns.person(open.id, user.ref);
        const reminders = row?.reminders ?? 0;
        const isDue =
          reminders < remindersOf(settings) &&
          (row === null || (row.nextDueAt !== null && row.nextDueAt <= clock.now()));
        if (isDue) due.push({ user, to, reminders });
        else counts.waiting += 1;
      }
      return { examined: page.items.length, ...counts, due, next: page.next };
    },

    async act(caller, act) {
      const { actor } = caller;
      authorize(actor, 'policy.write');
      const { tenantId } = actor;
      const at = clock.now();
      requireFreshProof(actor, at);
      const { settings } = await readCampaignSettings(storage, tenantId);
      await storage.transaction(async (stores) => {
        const id = await changed(desk, stores, tenantId, act, at);
        if (id === null) throw new PosternError('conflict');
        await record(stores, caller, eventOf[act], {
          at,
          target: id,
          correlationId: id,
          fields: act === 'start' ? { settings: recorded(settings) } : {},
        });
      });
      return detail(tenantId);
    },
  };
}

/** The campaign that was started or moved; null when the act does not fit. */
async function changed(
  { random }: CampaignDesk,
  stores: Stores,
  tenantId: string,
  act: CampaignAct,
  at: number,
): Promise<string | null> {
  if (act === 'start') {
    const id = random.id('cmp');
    const row = { id, tenantId, state: 'running', startedAt: at, endedAt: null } as const;
    return (await stores.campaigns.start(row)) ? id : null;
  }
  const open = await openCampaign(stores, tenantId);
  if (open === null) return null;
  const { from, to } = campaignMoves[act];
  return (await stores.campaigns.move(tenantId, open.id, from, to, at)) ? open.id : null;
}

async function openCampaign(
  { campaigns }: Pick<Stores, 'campaigns'>,
  tenantId: string,
): Promise<CampaignRow | null> {
  const latest = await campaigns.latest(tenantId);
  return latest === null || latest.state === 'stopped' ? null : latest;
}

function recorded(settings: CampaignSettings): AuditFieldValue {
  return { ...settings, groups: settings.groups.map((group) => ({ ...group })) };
}

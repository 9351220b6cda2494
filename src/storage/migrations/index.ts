import type { Migration } from 'kysely/migration';
import type { DatabaseDialect } from '../dialect.ts';
import { firstTables } from './0001-first-tables.ts';
import { registrationTables } from './0002-registrations.ts';
import { voiceCallbackTables } from './0005-voice-callbacks.ts';
import { blocksAndBreakGlass } from './0006-blocks-and-break-glass.ts';
import { handOverTables } from './0009-hand-overs.ts';
import { writebacksBySession } from './0010-writebacks-by-session.ts';
import { erasureTables } from './0011-erasures.ts';
import { writebacksByPerson } from './0012-writebacks-by-person.ts';
import { directoryAlarmTables } from './0013-directory-alarms.ts';
import { runningBlocks } from './0014-running-blocks.ts';
import { campaignTables } from './0008-campaigns.ts';
import { phoneSpendingTables } from './0004-phone-spending.ts';
import { stepUpTables } from './0003-step-up.ts';

/**
 * Every change of the schema in order, by a name that sorts. One that was released is never changed
 * again; the next one goes below it.
 */
export const migrations: Readonly<Record<string, (dialect: DatabaseDialect) => Migration>> = {
  '0001-first-tables': firstTables,
  '0002-registrations': registrationTables,
  '0003-step-up': stepUpTables,
  '0004-phone-spending': phoneSpendingTables,
  '0005-voice-callbacks': voiceCallbackTables,
  '0006-blocks-and-break-glass': blocksAndBreakGlass,
  '0008-campaigns': campaignTables,
  '0009-hand-overs': handOverTables,
  '0010-writebacks-by-session': writebacksBySession,
  '0011-erasures': erasureTables,
  '0012-writebacks-by-person': writebacksByPerson,
  '0013-directory-alarms': directoryAlarmTables,
  '0014-running-blocks': runningBlocks,
};

import { directoryServer389Settings } from './directory-server-389-fixture.ts';
import { directoryServer389Scenarios } from './directory-server-389-scenarios.ts';
import { startDirectoryServer389 } from './directory-server-389.ts';
import { nameBelow } from './distinguished-names.ts';
import type { WriteShape } from './fault-points.ts';
import { ageOnOpenLdap, openLdapSettings } from './openldap-fixture.ts';
import { openLdapScenarios } from './openldap-scenarios.ts';
import { startOpenLdap } from './openldap.ts';
import { startSambaDomain } from './samba-ad.ts';
import { sambaSettings, withoutRules } from './samba-fixture.ts';
import { sambaScenarios } from './samba-scenarios.ts';
import type { ScenarioDirectory } from './scenario-directory.ts';
import { generalizedTime, hourMs, replaced } from './tree-fixture.ts';

/** A real server that faults are put in front of. */
export interface FaultedDirectory {
  readonly server: { readonly url: string; readonly ca: string };
  /** Without a fault in between. */
  readonly scenarios: ScenarioDirectory;
  /**
   * Lets the password be an hour old: servers tell its time in whole seconds, and nobody changes a password twice in
   * one in real life.
   */
  age(username: string): Promise<void>;
}

export interface FaultedKind {
  /** How long an answer may take that comes undisturbed, beside as many others as there are lanes. */
  readonly patienceSeconds: number;
  /** How many Posterns use it at once. */
  readonly lanes: number;
  readonly shapes: {
    readonly reset: WriteShape;
    readonly change?: WriteShape;
    readonly unlock?: WriteShape;
  };
  start(): Promise<FaultedDirectory>;
}

const set = { signsInFirst: false, triesAfter: true } as const;
const quick = { patienceSeconds: 2, lanes: 4 } as const;

/** Passwords by the extended operation of RFC 3062. */
export const faultedOpenLdap: FaultedKind = {
  ...quick,
  shapes: {
    reset: { ...set, operation: 'extended' },
    change: { operation: 'extended', signsInFirst: true, triesAfter: true },
    unlock: { operation: 'modify', signsInFirst: false, triesAfter: false },
  },
  async start() {
    const server = await startOpenLdap();
    return {
      server,
      scenarios: openLdapScenarios(server, openLdapSettings(server)),
      age: (username) => ageOnOpenLdap(server, nameBelow('uid', username, server.peopleDn)),
    };
  },
};

/** One modify of `userPassword`. */
export const faultedDirectoryServer389: FaultedKind = {
  ...quick,
  shapes: { reset: { ...set, operation: 'modify' } },
  async start() {
    const server = await startDirectoryServer389();
    return {
      server,
      scenarios: await directoryServer389Scenarios(server, directoryServer389Settings(server)),
      async age(username) {
        const then = replaced('pwdUpdateTime', generalizedTime(Date.now() - hourMs));
        await server.admin.modify(nameBelow('uid', username, server.peopleDn), then);
      },
    };
  },
};

/** One modify of `unicodePwd` and `lockoutTime`. Samba makes one change at a time, on the disk before it answers. */
export const faultedActiveDirectory: FaultedKind = {
  patienceSeconds: 4,
  lanes: 2,
  shapes: { reset: { ...set, operation: 'modify' } },
  async start() {
    const domain = await startSambaDomain();
    await withoutRules(domain);
    return {
      server: domain,
      scenarios: sambaScenarios(domain, sambaSettings(domain)),
      age: (username) =>
        domain.backdatePassword(nameBelow('CN', username, domain.peopleDn), Date.now() - hourMs),
    };
  },
};

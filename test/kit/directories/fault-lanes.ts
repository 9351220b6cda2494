import type { FaultJourney, FaultedPerson } from './fault-journeys.ts';
import type { FaultedDirectory, FaultedKind } from './faulted-directories.ts';
import { type LdapFaultProxy, startLdapFaultProxy } from './ldap-fault-proxy.ts';
import { openScenarioStage, type ScenarioStage } from './scenario-stage.ts';

/** As many failures in a row as do not yet make Postern leave a directory alone for a while. */
export const ROUNDS_A_LIFE = 4;

type Kind = FaultJourney['kind'];

/** A Postern of its own, with a proxy of its own before the directory that all share. */
export interface FaultLane {
  readonly proxy: LdapFaultProxy;
  readonly stage: ScenarioStage;
  readonly people: ReadonlyMap<Kind, readonly FaultedPerson[]>;
  /** Which life of the process it is: every one has passwords of its own. */
  life: number;
}

export interface FaultLanes {
  readonly all: readonly FaultLane[];
  /** Waits for a lane that nobody else is in. */
  within<T>(work: (lane: FaultLane) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export async function openFaultLanes(
  directory: FaultedDirectory,
  { lanes, patienceSeconds }: FaultedKind,
  journeys: readonly FaultJourney[],
): Promise<FaultLanes> {
  const opened = await Promise.allSettled(
    Array.from({ length: lanes }, (_, number) =>
      openLane(directory, patienceSeconds, journeys, number),
    ),
  );
  const all = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = opened.find((one) => one.status === 'rejected');
  if (failed) {
    await stopAll(all);
    throw failed.reason;
  }
  const free = [...all];
  const waiting: ((lane: FaultLane) => void)[] = [];
  return {
    all,
    async within(work) {
      const lane = free.pop() ?? (await new Promise<FaultLane>((given) => waiting.push(given)));
      try {
        return await work(lane);
      } finally {
        const next = waiting.shift();
        if (next) next(lane);
        else free.push(lane);
      }
    },
    stop: () => stopAll(all),
  };
}

async function stopAll(lanes: readonly FaultLane[]): Promise<void> {
  for (const { stage, proxy } of lanes) {
    await stage.stop();
    await proxy.stop();
  }
}

async function openLane(
  { server, scenarios }: FaultedDirectory,
  patienceSeconds: number,
  journeys: readonly FaultJourney[],
  number: number,
): Promise<FaultLane> {
  const proxy = await startLdapFaultProxy({ url: server.url, authority: server.ca });
  const { connection } = scenarios;
  if (connection === null) throw new Error('nothing lies between Postern and its own directory');
  const settings = {
    ...connection.settings,
    connectSeconds: patienceSeconds,
    operationSeconds: patienceSeconds,
    totalSeconds: patienceSeconds * 2 + 1,
    servers: [proxy.url],
    authority: proxy.authority,
  };
  const stage = await openScenarioStage(
    () =>
      Promise.resolve({
        ...scenarios,
        connection: { ...connection, settings },
        stop: () => Promise.resolve(),
      }),
    `founder-${number}`,
  );
  await allowAll(stage, journeys);
  const people = new Map<Kind, FaultedPerson[]>();
  for (const { kind } of journeys) {
    const those: FaultedPerson[] = [];
    for (let at = 0; at < ROUNDS_A_LIFE; at += 1) {
      const person = await stage.person(`${kind}-${number}-${at}`);
      those.push({ person, password: person.password, written: 0 });
    }
    people.set(kind, those);
  }
  return { proxy, stage, people, life: 0 };
}

/** At the beginning, while nobody asks the administrator for the password again. */
async function allowAll(
  { served: { api } }: ScenarioStage,
  journeys: readonly FaultJourney[],
): Promise<void> {
  const { version, policy } = await api.ok<{ version: number; policy: object }>('GET', '/policy');
  const asked = journeys.map((journey) => journey.policy);
  await api.ok('PUT', '/policy', {
    version,
    policy: Object.assign({}, policy, ...asked) as object,
  });
}

// What the portal's services for people's own methods answer on the stage.
import type { PortalDeps } from '../../src/portal/index.ts';
import type { OpenEnrolment } from '../../src/services/registration/registration-service.ts';
import { MORNING } from './clock.ts';
import type { Script } from './portal-stage.ts';

const minute = 60_000;

export type Call = <T>(name: string, args: readonly unknown[], answer: () => T) => Promise<T>;

export function scriptedRegistration(script: Script, call: Call): PortalDeps['registration'] {
  const page = { methodId: 'app-code', page: 'app', settings: {} } as const;
  const open: OpenEnrolment = {
    id: 'enr_1',
    ...page,
    shown: { svg: '<svg></svg>', key: 'ABCD' },
    attemptsLeft: 5,
    expiresAt: MORNING + 15 * minute,
  };
  return {
    overview: (who) => call('overview', [who], () => script.own),
    requireProof: (who) => call('requireProof', [who], () => undefined),
    addable: (who, method) => call('addable', [who, method], () => page),
    begin: (visitor, who, method, typed) =>
      call('begin', [visitor, who, method, typed], () => ({ ok: true, enrolmentId: 'enr_1' })),
    opened: (who, id) => call('opened', [who, id], () => (id === open.id ? open : null)),
    finish: (visitor, who, id, typed) =>
      call('finish', [visitor, who, id, typed], () =>
        script.accepted
          ? { ok: true, registrationId: 'reg_1', usableFrom: MORNING + 24 * 60 * minute }
          : {
              ok: false,
              over: false,
              faults: [{ path: 'code', code: 'code-wrong' }],
              attemptsLeft: 4,
            },
      ),
    rename: (visitor, who, id, name) => call('rename', [visitor, who, id, name], () => undefined),
    remove: (visitor, who, id) => call('remove', [visitor, who, id], () => undefined),
    makeDefault: (visitor, who, id) => call('makeDefault', [visitor, who, id], () => undefined),
    confirm: (visitor, who) => call('confirm', [visitor, who], () => undefined),
    guidance: (who) => call('guidance', [who], () => script.guidance),
    putOff: (visitor, who) => call('putOff', [visitor, who], () => script.accepted),
  };
}

export function scriptedStepUps(call: Call): PortalDeps['stepUps'] {
  return {
    methods: (who) => call('methods', [who], () => ['app-code']),
    begin: (visitor, who, method) => call('beginStepUp', [visitor, who, method], () => 'chl_1'),
    opened: (who, id) =>
      call('openedStepUp', [who, id], () => ({
        id,
        methodId: 'app-code',
        isSent: false,
        ask: 'code',
        prompt: null,
        destination: null,
        attemptsLeft: 5,
        expiresAt: MORNING + 5 * minute,
      })),
    prove: (visitor, who, id, answer) =>
      call('proveStepUp', [visitor, who, id, answer], () => ({
        accepted: true,
        token: 'signed-in-token',
      })),
  };
}

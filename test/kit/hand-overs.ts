import { createLocalJWKSet, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Permission } from '../../src/domain/access/permissions.ts';
import type { UserRef } from '../../src/domain/identity.ts';
import type { ResultSigner } from '../../src/ports/result-signer.ts';
import { openResultSigner } from '../../src/server/keys/result-signer.ts';
import type { Caller } from '../../src/services/access/caller.ts';
import { createHandOverService } from '../../src/services/hand-over/create-hand-over-service.ts';
import { type Journey, tenantId, visitor } from './journey.ts';

export const BASE_URL = 'https://reset.example';
export const RETURN_URL = 'https://login.example.org/after?flow=7';
export const STATE = 'the state of the other page';

/** Another sign-in page with its key, and what stands between it and a journey's people. */
export type OtherPage = Awaited<ReturnType<typeof openOtherPage>>;

export async function openOtherPage(journey: Journey) {
  const { storage, vault, clock } = journey;
  const signer: ResultSigner = await openResultSigner({ storage, vault, clock, tenantId });
  const service = createHandOverService({ ...journey.desk, signer, baseUrl: BASE_URL });
  await journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methods: { ...policy.methods, 'app-code': { ...policy.methods['app-code'], enabled: true } },
    registration: {
      ...policy.registration,
      returnAddresses: ['https://login.example.org/after'],
    },
  }));
  const caller = (...scopes: Permission[]): Caller => ({
    actor: { kind: 'api-key', tenantId, keyId: 'key_login', permissions: new Set(scopes) },
    visitor: visitor(),
  });
  return {
    service,
    signer,
    caller,
    async handOver(user: UserRef, asked: { returnUrl?: string; state?: string } = {}) {
      const handedOver = await service.create(caller('registration.hand-over'), user, {
        returnUrl: RETURN_URL,
        state: STATE.replaceAll(' ', '-'),
        ...asked,
      });
      return { ...handedOver, token: tokenOf(handedOver.url) };
    },
    /** From the address to the session it begins. */
    async open(user: UserRef) {
      const handedOver = await this.handOver(user);
      const opened = await service.open(visitor(), handedOver.token);
      if (opened === null) throw new Error('a fresh hand-over can be opened');
      return { ...handedOver, session: opened };
    },
    /** The result that stands in an address, verified as docs/develop/hand-over.md says. */
    async verify(url: string) {
      const signed = new URL(url).searchParams.get('postern_result') ?? '';
      const { payload } = await jwtVerify(signed, createLocalJWKSet({ keys: [...signer.keys] }), {
        algorithms: ['EdDSA'],
        typ: 'postern-hand-over+jwt',
        issuer: BASE_URL,
        audience: 'key_login',
        currentDate: new Date(clock.now()),
      });
      return resultSchema.parse(payload);
    },
  };
}

const resultSchema = z.looseObject({
  sub: z.string(),
  directoryId: z.string(),
  outcome: z.string(),
  complete: z.boolean(),
  state: z.string(),
  nonce: z.string(),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
});

export function tokenOf(url: string): string {
  return new URL(url).searchParams.get('token') ?? '';
}

import { z } from 'zod';
import { LONGEST_ADDRESS } from '../domain/registration/return-address.ts';
import { directoryItemParams, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A public key as RFC 8037 §2 writes it. */
export const publicKeySchema = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
});

/** For another sign-in page that sends people here to register, and takes them back. */
export const handOverEndpoints = {
  createHandOver: endpoint({
    id: 'createHandOver',
    method: 'post',
    path: '/users/{directoryId}/{anchor}/hand-overs',
    tag: 'Hand-over',
    summary:
      'Hand somebody over to register what is missing, once, within five minutes; for API keys alone',
    params: directoryItemParams,
    body: z.strictObject({
      /** Covered by an address of the policy, `registration.returnAddresses`. */
      returnUrl: z.string().min(1).max(LONGEST_ADDRESS),
      /** Your own, bound to the browser at hand; comes back in the result as it is here. */
      state: z.string().regex(/^[\x21-\x7e]{16,256}$/),
    }),
    status: 201,
    response: z.strictObject({
      id: z.string(),
      /** Where to send the browser. */
      url: z.string().meta({ secret: true }),
      /** Keep it with the state; the result has to carry the same. */
      nonce: z.string(),
      expiresAt: timeSchema,
    }),
  }),
  listHandOverKeys: endpoint({
    id: 'listHandOverKeys',
    method: 'get',
    path: '/hand-over-keys',
    tag: 'Hand-over',
    summary: 'The public keys that results are signed with, as a JWK Set (RFC 7517 §5)',
    status: 200,
    response: z.strictObject({ keys: z.array(publicKeySchema) }),
  }),
};

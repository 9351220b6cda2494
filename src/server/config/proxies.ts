import { z } from 'zod';

export const proxiesSection = z.strictObject({
  trusted: z
    .array(
      z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
        error: 'is no address and no network',
      }),
    )
    .max(64)
    .default([])
    .meta({
      description:
        'Reverse proxies whose X-Forwarded-For is believed; nobody’s is unless named here',
      example: '127.0.0.1,10.0.0.0/8',
      variable: 'POSTERN_TRUSTED_PROXIES',
    }),
});

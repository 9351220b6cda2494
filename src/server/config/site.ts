import { z } from 'zod';

export const siteSection = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/, error: 'is no http or https address' })
    .max(512)
    .nullable()
    .default(null)
    .meta({
      description:
        'Address people use, without a path; links in mails are made from it. Default: the address it listens on',
      example: 'https://reset.example.org',
      variable: 'POSTERN_BASE_URL',
    }),
  hosts: z.array(z.string().max(260)).max(32).default([]).meta({
    description:
      'Further values of the Host header that are answered; the base URL’s own always is',
    example: 'reset.example.org,reset.corp.example',
    variable: 'POSTERN_HOSTS',
  }),
});

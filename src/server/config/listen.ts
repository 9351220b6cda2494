import { z } from 'zod';

export const listenSection = z.strictObject({
  host: z.string().min(1).max(253).default('127.0.0.1').meta({
    description:
      'Address to listen on; behind a reverse proxy on the same machine the default is right',
    example: '127.0.0.1',
  }),
  port: z.int().min(0).max(65_535).default(7300).meta({
    description: 'Port to listen on; 0 takes a free one',
    example: '7300',
    variable: 'POSTERN_PORT',
  }),
  socketsPerAddress: z.int().min(1).max(100_000).default(200).meta({
    description: 'Connections one address may hold at a time; trusted proxies are not counted',
    example: '200',
  }),
});

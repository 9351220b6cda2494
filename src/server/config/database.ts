import { z } from 'zod';

export const databaseSection = z.strictObject({
  url: z
    .string()
    .regex(/^postgres(?:ql)?:\/\/.+/, 'is no address of a PostgreSQL database')
    .nullable()
    .default(null)
    .meta({
      description: 'PostgreSQL database; without it SQLite in the data folder is used',
      example: 'postgres://postern:password@db.example.org/postern?sslmode=verify-full',
      secret: true,
    }),
  poolSize: z.int().min(2).max(200).default(10).meta({
    description: 'Connections to PostgreSQL this process may hold',
    example: '10',
  }),
});

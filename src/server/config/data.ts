import { z } from 'zod';

export const dataSection = z.strictObject({
  dir: z.string().min(1).max(4096).default('./.postern').meta({
    description: 'Folder for the SQLite database and the key file; made when it is missing',
    example: '/var/lib/postern',
    variable: 'POSTERN_DATA_DIR',
  }),
});

import { z } from 'zod';

export const mailSection = z.strictObject({
  host: z.string().min(1).max(253).nullable().default(null).meta({
    description: 'Mail server that messages leave through',
    example: 'smtp.example.org',
  }),
  port: z.int().min(1).max(65_535).nullable().default(null).meta({
    description: 'Its port. Default: 465 for tls, 587 for starttls, 25 for none',
    example: '587',
  }),
  security: z.enum(['tls', 'starttls', 'none']).default('starttls').meta({
    description:
      'How the connection is secured; none is refused unless the mail server is this machine',
    example: 'starttls',
  }),
  username: z.string().min(1).max(256).nullable().default(null).meta({
    description: 'Account to sign in with; empty for none',
    example: 'postern',
  }),
  password: z.string().min(1).max(1024).nullable().default(null).meta({
    description: 'Password of that account',
    example: 'the password',
    secret: true,
  }),
  from: z.string().min(3).max(254).nullable().default(null).meta({
    description: 'Address that messages come from',
    example: 'password-reset@example.org',
  }),
  fromName: z.string().max(128).default('').meta({
    description: 'Name that messages come from',
    example: 'Example password reset',
  }),
  authorityFile: z.string().min(1).max(4096).nullable().default(null).meta({
    description: 'PEM file of a private authority that signed the mail server’s certificate',
    example: '/etc/postern/ca.pem',
  }),
});

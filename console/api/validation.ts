import { z } from 'zod';

// The page's Content-Security-Policy forbids making code from text, which zod would otherwise try.
// Must be imported before any schema is made.
z.config({ jitless: true });

import './api/validation.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createConsole } from './app/console.ts';
import { chooseTexts } from './locales/index.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const chosen = await chooseTexts(navigator.languages);
document.documentElement.lang = chosen.language;

createRoot(root).render(<App console={createConsole()} texts={chosen} nonce={nonce} />);

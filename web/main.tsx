import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { takeLinkTokens } from './access/link-token.ts';
import { App } from './app/app.tsx';
import { beginLanguage } from './app/language.tsx';
import { beginEarly } from './app/router.tsx';
import { heedMissingParts } from './data/connection.ts';
import './app/page.css';

takeLinkTokens();
heedMissingParts();
beginLanguage();
beginEarly();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../app/page.css';
import { Gallery } from './gallery.tsx';

/**
 * The gallery stands beside the application, without its server: `npm run dev`, then /gallery/ on the page's port. It
 * is no part of what is built for users.
 */
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');
createRoot(root).render(
  <StrictMode>
    <Gallery />
  </StrictMode>,
);

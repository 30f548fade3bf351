import { expect, it } from 'vitest';
import { filledIn } from './introduction-text.ts';

const names = { colleague: 'Kai', person: 'Dana {me}', activities: '3 emails', me: 'Avery' };

it('a template gets the names where they are asked for, as often as they are', () => {
  expect(filledIn('{colleague}, {colleague}: {activities}. {me}', names)).toBe(
    'Kai, Kai: 3 emails. Avery',
  );
});

it('what is no name stays, and names are not looked into', () => {
  expect(filledIn('{person} {sender} {} {constructor}', names)).toBe(
    'Dana {me} {sender} {} {constructor}',
  );
});

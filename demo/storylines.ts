import { away, call, mail, meeting, newsletter, type Step } from './script.ts';

/**
 * The scripts of the stories. A owns the deal, B is on its team, H helps without being on it; K is the key contact, S a
 * second stakeholder. What each must come to is in stories.ts.
 */

/** A deal fades: K answers every week until a month ago, then never again; S goes on talking to B. */
export const fading: readonly Step[] = [
  ...[-110, -103, -96, -89, -82, -75, -68, -61, -54, -47, -40, -35].flatMap((day, week) => [
    mail([day, 9.5], 'A>K', `offer${week}`),
    mail([day + 1, 11], 'K>A', `offer${week}`),
  ]),
  meeting([-98, 14], 'A>KS', { topic: 'visit', minutes: 90 }),
  meeting([-70, 10], 'A>K', { topic: 'layout', minutes: 60 }),
  meeting([-50, 14], 'K>A', { topic: 'numbers', minutes: 45 }),
  meeting([-33, 10], 'A>K', { topic: 'contract', minutes: 60 }),
  call([-84, 15], 'A>K', { topic: 'layout', minutes: 9 }),
  call([-42, 16], 'K>A', { topic: 'numbers', minutes: 14 }),
  mail([-26, 9], 'A>K', 'reminder'),
  mail([-19, 9.25], 'A>K', 'reminder'),
  mail([-12, 10], 'A>K', 'reminder'),
  mail([-7, 14], 'A>K', 'reminder'),
  meeting([-21, 11], 'A>K', { topic: 'contract', minutes: 45, declined: 'K', inCrm: true }),
  meeting([-14, 14], 'A>KS', { topic: 'rollout', minutes: 60, declined: 'K', inCrm: true }),
  mail([-24, 13], 'B>S', 'floor'),
  mail([-23, 15], 'S>B', 'floor'),
  call([-17, 10], 'B>S', { topic: 'floor', minutes: 12 }),
  mail([-11, 9], 'S>B', 'sizes'),
  mail([-11, 15], 'B>S', 'sizes'),
  meeting([5, 10], 'A>S', { topic: 'rollout', minutes: 45 }),
];

/** A big deal gets better: slow until a month ago, then weekly meetings and mail from both sides. */
export const rising: readonly Step[] = [
  ...[-120, -92, -64, -43].flatMap((day, month) => [
    mail([day, 10], 'A>K', `start${month}`),
    mail([day + 2, 14], 'K>A', `start${month}`),
  ]),
  meeting([-78, 10], 'A>K', { topic: 'visit', minutes: 60 }),
  meeting([-25, 10], 'A>KS', { topic: 'weekly', minutes: 45, weeks: 8 }),
  ...[-27, -22, -19, -15, -12, -8, -5, -2].flatMap((day, turn) => [
    mail([day, 9], turn % 2 === 0 ? 'K>A' : 'A>K', `detail${turn}`),
    mail([day, 13.5], turn % 2 === 0 ? 'A>K' : 'K>A', `detail${turn}`),
  ]),
  call([-16, 16], 'K>A', { topic: 'numbers', minutes: 18 }),
  call([-6, 15], 'A>K', { topic: 'numbers', minutes: 11 }),
  call([-3, 11], 'S>B', { topic: 'floor', minutes: 8 }),
];

/** Nobody has said anything for forty days. */
export const still: readonly Step[] = [
  ...[-150, -136, -120, -104, -88, -71, -57].flatMap((day, turn) => [
    mail([day, 10], turn % 3 === 1 ? 'K>A' : 'A>K', `turn${turn}`),
    mail([day + 1, 15], turn % 3 === 1 ? 'A>K' : 'K>A', `turn${turn}`),
  ]),
  meeting([-95, 10], 'A>K', { topic: 'visit', minutes: 90 }),
  call([-62, 11], 'A>K', { topic: 'numbers', minutes: 7 }),
  mail([-42, 9.5], 'A>K', 'reminder'),
];

/** The close date has passed, the conversation has not. */
export const overdue: readonly Step[] = [
  ...[-90, -76, -62, -48, -34, -27, -20, -13, -6].flatMap((day, turn) => [
    mail([day, 9.5], 'A>K', `turn${turn}`),
    mail([day + 1, 10], 'K>A', `turn${turn}`),
  ]),
  meeting([-55, 14], 'A>K', { topic: 'visit', minutes: 60 }),
  meeting([-10, 14], 'K>A', { topic: 'contract', minutes: 45 }),
  call([-3, 10], 'K>A', { topic: 'numbers', minutes: 9 }),
];

/** Nobody has agreed on a date yet; the talk goes on at its own pace. */
export const undated: readonly Step[] = [
  ...[-80, -66, -52, -38, -24, -11].flatMap((day, turn) => [
    mail([day, 11], 'K>A', `turn${turn}`),
    mail([day + 1, 9], 'A>K', `turn${turn}`),
  ]),
  meeting([-31, 10], 'A>K', { topic: 'visit', minutes: 60 }),
];

/** Made three days ago, one message so far. */
export const brandNew: readonly Step[] = [mail([-3, 10], 'A>K', 'start')];

/** Everything goes through one person; the colleagues of hers have never been heard of. */
export const singleThread: readonly Step[] = [
  ...[-100, -86, -72, -58, -44, -30, -23, -16, -9, -4].flatMap((day, turn) => [
    mail([day, 9.5], turn % 2 === 0 ? 'A>K' : 'K>A', `turn${turn}`),
    mail([day, 15], turn % 2 === 0 ? 'K>A' : 'A>K', `turn${turn}`),
  ]),
  meeting([-40, 10], 'A>K', { topic: 'visit', minutes: 90 }),
  call([-12, 11], 'A>K', { topic: 'numbers', minutes: 15 }),
];

/** The engineer, who is not on the deal, answers what the customer really asks. */
export const helped: readonly Step[] = [
  ...[-60, -45, -29, -14].flatMap((day, turn) => [
    mail([day, 10], 'A>K', `turn${turn}`),
    mail([day + 1, 11], 'K>A', `turn${turn}`),
  ]),
  ...[-58, -50, -41, -33, -22, -15, -8].flatMap((day, turn) => [
    mail([day, 9], 'K>H', `question${turn}`),
    mail([day, 14], 'H>K', `question${turn}`),
  ]),
  call([-20, 15], 'H>S', { topic: 'floor', minutes: 25 }),
  meeting([-27, 10], 'H>KS', { topic: 'layout', minutes: 60 }),
];

/** Her company's newsletter goes out under her name, and twice she was on holiday. */
export const newsletters: readonly Step[] = [
  ...[-165, -137, -109, -81, -53, -25, -4].map((day, issue) =>
    newsletter([day, 7], 'K>A', `news${issue}`),
  ),
  mail([-70, 10], 'A>K', 'start'),
  mail([-69, 12], 'K>A', 'start'),
  mail([-40, 10], 'A>K', 'numbers'),
  away([-40, 10], 'K>A', 'numbers'),
  mail([-32, 11], 'K>A', 'numbers'),
  mail([-15, 9], 'A>K', 'reminder'),
  away([-15, 9], 'K>A', 'reminder'),
  mail([-10, 11], 'K>A', 'reminder'),
];

/** A lead that answers within the hour. */
export const quickLead: readonly Step[] = [
  ...[-20, -16, -13, -9, -6, -2].flatMap((day, turn) => [
    mail([day, 10], 'A>K', `turn${turn}`),
    mail([day, 10.5 + (turn % 3) / 10], 'K>A', `turn${turn}`),
  ]),
  call([-11, 15], 'A>K', { topic: 'numbers', minutes: 12 }),
];

import { type Theme, webDarkTheme, webLightTheme } from '@fluentui/react-components';

/**
 * Fluent's themes with Inter (Segoe UI may not be passed on), and the colours of our own figures beside them. Every
 * key becomes a CSS variable of the same name: `var(--gradeGood)`.
 */
export type Appearance = 'light' | 'dark';

/**
 * Grades and kinds of activity. All of them stand out from the card by 3:1 or more (WCAG 1.4.11); no meaning rests on
 * the colour alone: grades have shapes, and what they did is outlined where what we did is filled.
 */
type FigureColours = {
  readonly gradeExcellent: string;
  readonly gradeGood: string;
  readonly gradeFair: string;
  readonly gradePoor: string;
  readonly gradeNone: string;
  readonly kindEmail: string;
  readonly kindEmailSoft: string;
  readonly kindMeeting: string;
  readonly kindMeetingSoft: string;
  readonly kindCall: string;
  readonly kindCallSoft: string;
  readonly chartGrid: string;
  readonly pageBackground: string;
  readonly cardBackground: string;
  readonly cardShadow: string;
};

const lightFigures: FigureColours = {
  gradeExcellent: '#0b6a3f',
  gradeGood: '#1a7d4c',
  gradeFair: '#bd6b00',
  gradePoor: '#c4314b',
  gradeNone: '#757575',
  kindEmail: '#2563a8',
  kindEmailSoft: '#c5dcf5',
  kindMeeting: '#7a4db4',
  kindMeetingSoft: '#e3d5f5',
  kindCall: '#0e7c6e',
  kindCallSoft: '#c2ebe4',
  chartGrid: '#e3e3e3',
  pageBackground: '#f5f5f5',
  cardBackground: '#ffffff',
  cardShadow: '0 1px 2px rgba(0, 0, 0, 0.06), 0 0 0 1px rgba(0, 0, 0, 0.05)',
};

const darkFigures: FigureColours = {
  gradeExcellent: '#7fe0b0',
  gradeGood: '#54c08a',
  gradeFair: '#f2a33c',
  gradePoor: '#f1707f',
  gradeNone: '#9e9e9e',
  kindEmail: '#6cb0f5',
  kindEmailSoft: '#1f3e5f',
  kindMeeting: '#b99aec',
  kindMeetingSoft: '#42305e',
  kindCall: '#4fc9b6',
  kindCallSoft: '#17453f',
  chartGrid: '#3a3a3a',
  pageBackground: '#141414',
  cardBackground: '#232323',
  cardShadow: '0 0 0 1px rgba(255, 255, 255, 0.07)',
};

const ours = {
  fontFamilyBase: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyNumeric: "'Inter Variable', Inter, system-ui, sans-serif",
};

export const themes: Readonly<Record<Appearance, Theme & FigureColours>> = {
  light: { ...webLightTheme, ...ours, ...lightFigures },
  dark: { ...webDarkTheme, ...ours, ...darkFigures },
};

/** On paper: light whatever the screen is, and lines in place of shadows. */
export const paperTheme: Theme & FigureColours = {
  ...themes.light,
  pageBackground: '#ffffff',
  cardShadow: 'inset 0 0 0 1px #e0e0e0',
};

/** The words of the demo company: what its CRM says in its own language, what people write in theirs. */

export const industries = {
  en: {
    dairy: 'Dairy',
    brewery: 'Breweries',
    juice: 'Juices and soft drinks',
    food: 'Food',
    water: 'Mineral water',
    cosmetics: 'Cosmetics',
    pharma: 'Pharmaceuticals',
    spirits: 'Spirits',
    wine: 'Wine',
    chemicals: 'Chemicals',
  },
  de: {
    dairy: 'Molkereien',
    brewery: 'Brauereien',
    juice: 'Säfte und Limonaden',
    food: 'Lebensmittel',
    water: 'Mineralwasser',
    cosmetics: 'Kosmetik',
    pharma: 'Pharma',
    spirits: 'Spirituosen',
    wine: 'Wein',
    chemicals: 'Chemie',
  },
} as const;

export const jobs = {
  en: [
    'Head of Purchasing',
    'Managing Director',
    'Plant Manager',
    'Production Manager',
    'Technical Director',
    'Quality Manager',
    'Project Engineer',
    'Maintenance Manager',
    'Buyer',
  ],
  de: [
    'Leitung Einkauf',
    'Geschäftsführung',
    'Werksleitung',
    'Produktionsleitung',
    'Technische Leitung',
    'Qualitätsmanagement',
    'Projektingenieurwesen',
    'Leitung Instandhaltung',
    'Einkauf',
  ],
} as const;

export const stages = {
  en: ['Qualify', 'Site survey', 'Propose', 'Negotiate', 'Closed'],
  de: ['Qualifizierung', 'Aufnahme vor Ort', 'Angebot', 'Verhandlung', 'Abgeschlossen'],
} as const;

export const sources = {
  en: ['Existing customer', 'Trade fair', 'Referral', 'Website', 'Tender'],
  de: ['Bestandskunde', 'Messe', 'Empfehlung', 'Website', 'Ausschreibung'],
} as const;

export const dealTypes = {
  en: ['New line', 'Conversion', 'Service', 'Spare parts'],
  de: ['Neuanlage', 'Umbau', 'Service', 'Ersatzteile'],
} as const;

/** What is sold: the place of its deal type, its words, its usual price in euros. */
export const products = [
  { type: 0, price: 420_000, en: 'Glass filling line', de: 'Glasabfülllinie' },
  { type: 0, price: 310_000, en: 'Can filling line', de: 'Dosenabfülllinie' },
  { type: 0, price: 180_000, en: 'Pouch filler', de: 'Beutelfüller' },
  { type: 0, price: 95_000, en: 'Labelling machine', de: 'Etikettiermaschine' },
  { type: 0, price: 240_000, en: 'Aseptic filler', de: 'Aseptikfüller' },
  { type: 1, price: 70_000, en: 'Conversion to PET', de: 'Umbau auf PET' },
  { type: 1, price: 45_000, en: 'Control upgrade', de: 'Modernisierung der Steuerung' },
  { type: 1, price: 58_000, en: 'Capper replacement', de: 'Austausch Verschließer' },
  { type: 2, price: 36_000, en: 'Service agreement', de: 'Wartungsvertrag' },
  { type: 2, price: 24_000, en: 'Calibration and audit', de: 'Kalibrierung und Audit' },
  { type: 3, price: 18_000, en: 'Spare parts package', de: 'Ersatzteilpaket' },
  { type: 3, price: 29_000, en: 'Format parts', de: 'Formatteile' },
] as const;

export const sites = {
  en: ['plant 1', 'plant 2', 'main site', 'new hall', 'line 3', 'line 5'],
  de: ['Werk 1', 'Werk 2', 'Stammwerk', 'Neue Halle', 'Linie 3', 'Linie 5'],
} as const;

export const leadTopics = {
  en: [
    'Small-batch filler wanted',
    'Second-hand line, needs service',
    'Bottling for a new brand',
    'Question about changeover times',
    'Fair visit: interest in labelling',
    'Filler for thick sauces',
  ],
  de: [
    'Füller für Kleinserien gesucht',
    'Gebrauchte Linie, Wartung gesucht',
    'Abfüllung für eine neue Marke',
    'Frage zu Umrüstzeiten',
    'Messebesuch: Interesse an Etikettierung',
    'Füller für dickflüssige Soßen',
  ],
} as const;

/** `{}` stands for the product. */
export const mailSubjects = {
  en: [
    '{}: our quotation',
    '{}: questions on the layout',
    'Delivery time for the {}',
    'Drawings for the {}',
    '{}: output per hour',
    'Terms of payment',
    '{}: acceptance test',
    'Samples for the trial run',
    'Minutes of our meeting',
    '{}: hygiene requirements',
    'Next steps',
    'Floor load in the filling hall',
    '{}: revised figures',
    'Reference visit',
    'Change parts for 0.5 l',
  ],
  de: [
    '{}: unser Angebot',
    '{}: Fragen zur Aufstellung',
    'Lieferzeit {}',
    'Zeichnungen {}',
    '{}: Leistung pro Stunde',
    'Zahlungsbedingungen',
    '{}: Abnahme im Werk',
    'Muster für den Probelauf',
    'Protokoll unseres Termins',
    '{}: Anforderungen Hygiene',
    'Nächste Schritte',
    'Bodenlast in der Füllhalle',
    '{}: überarbeitete Zahlen',
    'Besuch einer Referenzanlage',
    'Formatteile für 0,5 l',
  ],
} as const;

export const meetingSubjects = {
  en: [
    'Walk through the quotation',
    'Site visit',
    'Trial run in Sheffield',
    'Technical clarification',
    'Project review',
    'Contract talk',
  ],
  de: [
    'Durchsprache Angebot',
    'Ortstermin',
    'Probelauf in Kiel',
    'Technische Klärung',
    'Projektbesprechung',
    'Vertragsgespräch',
  ],
} as const;

export const callSubjects = {
  en: ['Question on the quotation', 'Delivery date', 'Short update', 'Technical question'],
  de: ['Rückfrage zum Angebot', 'Liefertermin', 'Kurzer Stand', 'Technische Rückfrage'],
} as const;

export const taskSubjects = {
  en: ['Send revised quotation', 'Check delivery date', 'Prepare site visit', 'Ask for drawings'],
  de: [
    'Überarbeitetes Angebot senden',
    'Liefertermin prüfen',
    'Ortstermin vorbereiten',
    'Zeichnungen anfordern',
  ],
} as const;

export const internalSubjects = {
  en: ['Forecast', 'Holiday cover', 'Price list', 'Fair stand', 'Question on a margin', 'Lunch?'],
  de: [
    'Vorschau',
    'Urlaubsvertretung',
    'Preisliste',
    'Messestand',
    'Frage zur Marge',
    'Mittagessen?',
  ],
} as const;

export const sentences = {
  en: [
    'Thank you for your message.',
    'Please find the figures attached.',
    'We have discussed this with production and can confirm the output.',
    'From Monday on the line is running in three shifts.',
    'Could you let us have the drawings by the end of the week?',
    'The floor in the hall still has to be checked.',
    'I will call you about the remaining questions.',
    'Our colleagues need two more days for the calculation.',
    'That works for us.',
  ],
  de: [
    'Vielen Dank für Ihre Nachricht.',
    'Anbei finden Sie die Zahlen.',
    'Wir haben das mit der Fertigung besprochen und können die Leistung bestätigen.',
    'Ab Montag läuft die Linie dreischichtig.',
    'Könnten Sie uns die Zeichnungen bis Ende der Woche schicken?',
    'Der Boden in der Halle muss noch geprüft werden.',
    'Zu den offenen Punkten rufe ich Sie an.',
    'Die Kollegen benötigen für die Kalkulation noch zwei Tage.',
    'Das passt für uns.',
  ],
} as const;

export const autoReply = {
  en: {
    subject: 'Automatic reply: ',
    body: 'I am out of the office and will read your message when I am back.',
  },
  de: {
    subject: 'Automatische Antwort: ',
    body: 'Ich bin nicht im Büro und lese Ihre Nachricht nach meiner Rückkehr.',
  },
} as const;

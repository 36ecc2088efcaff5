import { app } from './modules';

/** Runs work with a document active: some commands act on the active one only. Afterwards the former one is active. */
export async function inDocument<Result>(document: PsDocument, work: () => Promise<Result>): Promise<Result> {
  const before = app.activeDocument;
  if (before?.id === document.id) return work();
  app.activeDocument = document;
  try {
    return await work();
  } finally {
    if (before !== null) goBackTo(before);
  }
}

function goBackTo(document: PsDocument): void {
  try {
    app.activeDocument = document;
  } catch {
    // The work is done and recorded. Another active document does no harm.
  }
}

import { isError, layerReference, play, tryToPlay } from './batch-play';

/** Our key among the entries that plugins store with a layer. */
const KEY = 'softlight';
const XMP_NAMESPACE = 'urn:softlight:retouch:1';

/**
 * Stores a text with a layer: among Photoshop's generator settings, and in the layer's XMP as a reserve. Both are saved
 * in the document, and neither depends on the layer's name.
 */
export async function storeText(documentID: number, layerID: number, text: string): Promise<void> {
  await play([
    {
      _obj: 'set',
      _target: [{ _property: 'generatorSettings' }, ...layerReference(documentID, layerID)],
      to: { _obj: 'null', json: text },
      property: KEY,
    },
    {
      _obj: 'set',
      _target: [{ _property: 'XMPMetadataAsUTF8' }, ...layerReference(documentID, layerID)],
      to: { _obj: 'layer', XMPMetadataAsUTF8: packetOf(text) },
    },
  ]);
}

/** The texts stored with some layers of a document; '' where there is none. */
export async function storedTexts(documentID: number, layerIDs: readonly number[]): Promise<readonly string[]> {
  const settings = await tryToPlay(
    layerIDs.map((layerID) => ({
      _obj: 'get',
      _target: [{ _property: 'generatorSettings' }, ...layerReference(documentID, layerID)],
      property: KEY,
    })),
  );
  const texts = settings.map(textInSettings);
  const missing = layerIDs.filter((_, index) => texts[index] === '');
  const packets = await tryToPlay(
    missing.map((layerID) => ({
      _obj: 'get',
      _target: [{ _property: 'XMPMetadataAsUTF8' }, ...layerReference(documentID, layerID)],
    })),
  );
  const reserve = new Map(missing.map((layerID, index) => [layerID, textInPacket(packets[index])]));
  return layerIDs.map((layerID, index) => texts[index] || (reserve.get(layerID) ?? ''));
}

function textInSettings(result: PsDescriptor): string {
  const settings = isError(result) ? null : result['generatorSettings'];
  if (typeof settings !== 'object' || settings === null) return '';
  // With `property` given, Photoshop answers with that entry, or with all entries by key.
  const entry: unknown = KEY in settings ? settings[KEY] : settings;
  if (typeof entry !== 'object' || entry === null || !('json' in entry)) return '';
  return typeof entry.json === 'string' ? entry.json : '';
}

function packetOf(text: string): string {
  const escaped = text === '' ? '' : escapeXml(text);
  return (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
    `<rdf:Description rdf:about="" xmlns:softlight="${XMP_NAMESPACE}">` +
    `<softlight:retouch>${escaped}</softlight:retouch></rdf:Description></rdf:RDF></x:xmpmeta>`
  );
}

/** Photoshop writes a packet anew: a value may come back as an element or as an attribute. */
function textInPacket(result: PsDescriptor | undefined): string {
  const packet = result === undefined || isError(result) ? null : result['XMPMetadataAsUTF8'];
  if (typeof packet !== 'string') return '';
  const found = /<softlight:retouch>([^<]*)</.exec(packet) ?? /softlight:retouch="([^"]*)"/.exec(packet);
  return found === null ? '' : unescapeXml(found[1]!);
}

const ENTITIES = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
] as const;

function escapeXml(text: string): string {
  return ENTITIES.reduce((escaped, [sign, entity]) => escaped.split(sign).join(entity), text);
}

function unescapeXml(text: string): string {
  return [...ENTITIES].reverse().reduce((plain, [sign, entity]) => plain.split(entity).join(sign), text);
}

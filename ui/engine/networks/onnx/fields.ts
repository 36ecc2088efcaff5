// ONNX files are protobuf messages. These functions read and write them field by field, so that a change of some fields
// keeps all others. The field numbers are in graph.ts.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** One field of a message: a varint (`value`); a string, message or bytes (`content`); or 4 or 8 raw bytes (`raw`). */
export type Field =
  | { readonly number: number; readonly value: number }
  | { readonly number: number; readonly content: Uint8Array }
  | { readonly number: number; readonly type: WireType; readonly raw: Uint8Array };

/**
 * The fields of a message, in its order.
 * @throws RangeError the bytes are not a protobuf message
 */
export function readFields(message: Uint8Array): Field[] {
  const reader = new BinaryReader(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (type === WireType.LengthDelimited) fields.push({ number, content: reader.bytes() });
    else if (type === WireType.Varint) fields.push({ number, value: Number(reader.int64()) });
    else fields.push({ number, type, raw: reader.skip(type) });
  }
  return fields;
}

/** Writes a message with these fields, in this order. */
export function writeFields(fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const field of fields) {
    if ('content' in field) writer.tag(field.number, WireType.LengthDelimited).bytes(field.content);
    else if ('value' in field) writer.tag(field.number, WireType.Varint).int64(field.value);
    else writer.tag(field.number, field.type).raw(field.raw);
  }
  return writer.finish();
}

/** The contents of all fields with this number. */
export function contentsOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && 'content' in field ? [field.content] : []));
}

/** The contents of all fields with this number, as UTF-8 text. */
export function textsOf(fields: readonly Field[], number: number): string[] {
  return contentsOf(fields, number).map((content) => new TextDecoder().decode(content));
}

/** The integers of all fields with this number: one a field, or several in a packed field. */
export function numbersOf(fields: readonly Field[], number: number): number[] {
  return fields.flatMap((field) =>
    field.number !== number ? [] : 'value' in field ? [field.value] : 'content' in field ? unpack(field.content) : [],
  );
}

function unpack(content: Uint8Array): number[] {
  const reader = new BinaryReader(content);
  const numbers: number[] = [];
  while (reader.pos < reader.len) numbers.push(Number(reader.int64()));
  return numbers;
}

/** A field of an integer type. */
export function numberField(number: number, value: number): Field {
  return { number, value };
}

/** A field of type float: four bytes, little-endian. */
export function floatField(number: number, value: number): Field {
  return { number, type: WireType.Bit32, raw: new Uint8Array(Float32Array.of(value).buffer) };
}

/** A field of type string. */
export function textField(number: number, text: string): Field {
  return { number, content: new TextEncoder().encode(text) };
}

/** A field that holds a message. */
export function messageField(number: number, fields: readonly Field[]): Field {
  return { number, content: writeFields(fields) };
}

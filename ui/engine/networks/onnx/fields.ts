// ONNX files are protobuf messages. Here they are read and written field by field, so that what nobody looks at stays as it is.
// Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A field of a message by its number: a whole number; a string, a message or bytes; or four or eight bytes of another kind. */
export type Field =
  | { readonly number: number; readonly value: number }
  | { readonly number: number; readonly content: Uint8Array }
  | { readonly number: number; readonly type: WireType; readonly raw: Uint8Array };

/** The fields of a message, in its order. Throws RangeError where bytes are none. */
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

/** A message of these fields. */
export function writeFields(fields: readonly Field[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const field of fields) {
    if ('content' in field) writer.tag(field.number, WireType.LengthDelimited).bytes(field.content);
    else if ('value' in field) writer.tag(field.number, WireType.Varint).int64(field.value);
    else writer.tag(field.number, field.type).raw(field.raw);
  }
  return writer.finish();
}

/** What all fields of this number hold. */
export function contentsOf(fields: readonly Field[], number: number): Uint8Array[] {
  return fields.flatMap((field) => (field.number === number && 'content' in field ? [field.content] : []));
}

export function textsOf(fields: readonly Field[], number: number): string[] {
  return contentsOf(fields, number).map((content) => new TextDecoder().decode(content));
}

/** The whole numbers of all fields of this number, which hold one each, or several packed. */
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

export function numberField(number: number, value: number): Field {
  return { number, value };
}

export function floatField(number: number, value: number): Field {
  return { number, type: WireType.Bit32, raw: new Uint8Array(Float32Array.of(value).buffer) };
}

export function textField(number: number, text: string): Field {
  return { number, content: new TextEncoder().encode(text) };
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return { number, content: writeFields(fields) };
}

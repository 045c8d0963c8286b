import { createHash } from "node:crypto";
import struct from "google-protobuf/google/protobuf/struct_pb";
import {
  type Asset,
  asset,
  isAsset,
  isList,
  isProperties,
  isSecret,
  isUnknown,
  type Properties,
  property,
  secret,
  unknown,
  type Value,
} from "./property.ts";

const { ListValue, NullValue, Struct, Value: Field } = struct;

// Pulumi's special values on the wire: sdk/go/common/resource/sig and plugin/rpc.go.
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
// An unknown may also say what it will be: a bool, number, array, asset, archive or object.
const unknownTexts = new Set([
  unknownText,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The name under which archives and other values that no resource of ours takes keep their wire form. */
export const foreignMark = signature;

export function fromStruct(message: struct.Struct | undefined): Properties {
  const entries: [string, Value][] = [];
  message?.getFieldsMap().forEach((field, name) => {
    entries.push([name, fromField(field)]);
  });
  return Object.fromEntries(entries);
}

function fromField(field: struct.Value): Value {
  switch (field.getKindCase()) {
    case Field.KindCase.BOOL_VALUE:
      return field.getBoolValue();
    case Field.KindCase.NUMBER_VALUE:
      return field.getNumberValue();
    case Field.KindCase.STRING_VALUE:
      return unknownTexts.has(field.getStringValue()) ? unknown : field.getStringValue();
    case Field.KindCase.LIST_VALUE:
      return (field.getListValue()?.getValuesList() ?? []).map(fromField);
    case Field.KindCase.STRUCT_VALUE:
      return special(fromStruct(field.getStructValue()));
    default:
      return null;
  }
}

function special(properties: Properties): Value {
  switch (property(properties, signature)) {
    case secretSignature:
      return secret(property(properties, "value") ?? null);
    case assetSignature:
      return toAsset(properties);
    default:
      return properties;
  }
}

function toAsset(properties: Properties): Value {
  const { hash, text, path } = properties;
  const content =
    typeof text === "string" && text !== ""
      ? { text }
      : typeof path === "string" && path !== ""
        ? { path }
        : {};
  if (typeof hash === "string" && hash !== "") return asset({ hash, ...content });
  // Without a hash only a text can be told from another.
  if ("text" in content)
    return asset({ hash: createHash("sha256").update(content.text).digest("hex"), ...content });
  return properties;
}

export function toStruct(properties: Properties): struct.Struct {
  const message = new Struct();
  for (const [name, value] of Object.entries(properties)) message.getFieldsMap().set(name, toField(value));
  return message;
}

function toField(value: Value): struct.Value {
  const field = new Field();
  if (value === null) return field.setNullValue(NullValue.NULL_VALUE);
  if (typeof value === "boolean") return field.setBoolValue(value);
  if (typeof value === "number") return field.setNumberValue(value);
  if (typeof value === "string") return field.setStringValue(value);
  if (isUnknown(value)) return field.setStringValue(unknownText);
  if (isSecret(value))
    return field.setStructValue(toStruct({ [signature]: secretSignature, value: value.value }));
  if (isAsset(value)) return field.setStructValue(toStruct(assetFields(value)));
  if (isList(value)) {
    const list = new ListValue();
    list.setValuesList(value.map(toField));
    return field.setListValue(list);
  }
  return field.setStructValue(toStruct(isProperties(value) ? value : {}));
}

const assetFields = ({ hash, text, path }: Asset): Properties => ({
  [signature]: assetSignature,
  hash,
  ...(text === undefined ? {} : { text }),
  ...(path === undefined ? {} : { path }),
});

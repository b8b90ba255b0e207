using System.Globalization;
using System.Text.Json;

namespace Chatbot.Language;

/// <summary>Writes what was recognised as JSON: <c>{"kind","text","start","end","expected":{…}}</c>.</summary>
public static class ResolutionWriter
{
    /// <summary>Writes a recognition with its place; <c>end</c> is inclusive.</summary>
    public static void Write(this Recognition recognition, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(recognition);
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("kind", recognition.TypeName);
        writer.WriteString("text", recognition.Text);
        writer.WriteNumber("start", recognition.Start);
        writer.WriteNumber("end", recognition.End);
        writer.WritePropertyName("expected");
        recognition.Resolution.WriteExpected(writer);
        writer.WriteEndObject();
    }

    /// <summary>Writes the meaning alone, such as <c>{"amount":12500,"currency":"IDR"}</c>; other readings stand in <c>accept</c>.</summary>
    public static void WriteExpected(this Resolution resolution, Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        switch (resolution)
        {
            case Resolution.Number number:
                writer.WriteNumber("value", number.Value);
                Accept(writer, number.Alternatives, (w, value) => w.WriteNumberValue(value));
                break;
            case Resolution.Ordinal { Relative: { } relative }:
                writer.WriteString("relative", relative);
                break;
            case Resolution.Ordinal ordinal:
                writer.WriteNumber("value", ordinal.Value ?? 0);
                break;
            case Resolution.Percentage percentage:
                writer.WriteNumber("value", percentage.Value);
                break;
            case Resolution.Money money:
                writer.WriteNumber("amount", money.Amount);
                writer.WriteString("currency", money.Currency);
                break;
            case Resolution.MoneyRange range:
                Number(writer, "from", range.From);
                Number(writer, "to", range.To);
                writer.WriteString("currency", range.Currency);
                break;
            case Resolution.Duration duration:
                writer.WriteString("iso", duration.Iso);
                Accept(writer, duration.Alternatives, (w, value) => w.WriteStringValue(value));
                break;
            case Resolution.DurationRange range:
                Text(writer, "from", range.From);
                Text(writer, "to", range.To);
                break;
            case Resolution.YesNo answer:
                if (answer.Value is { } value)
                    writer.WriteBoolean("value", value);
                else
                    writer.WriteNull("value");
                break;
            case Resolution.Kpj kpj:
                writer.WriteString("value", kpj.Digits);
                break;
            case Resolution.Email email:
                writer.WriteString("value", email.Address);
                break;
            case Resolution.Place place:
                writer.WriteString("value", place.Name);
                writer.WriteString("code", place.Code);
                writer.WriteString("level", place.Level);
                Accept(writer, place.Alternatives, (w, other) => w.WriteStringValue(other.Code));
                break;
            default:
                Calendar(resolution, writer);
                Identity(resolution, writer);
                break;
        }

        writer.WriteEndObject();
    }

    private static void Calendar(Resolution resolution, Utf8JsonWriter writer)
    {
        switch (resolution)
        {
            case Resolution.Date date:
                writer.WriteString("value", Iso(date.Value));
                Accept(writer, date.Alternatives, (w, value) => w.WriteStringValue(Iso(value)));
                break;
            case Resolution.Period period:
                writer.WriteString("start", Iso(period.Start));
                writer.WriteString("end", Iso(period.End));
                writer.WriteString("granularity", period.Granularity);
                break;
            case Resolution.Time time:
                writer.WriteString("value", Iso(time.Value));
                Accept(writer, time.Alternatives, (w, value) => w.WriteStringValue(Iso(value)));
                break;
            case Resolution.DateAndTime moment:
                writer.WriteString("value", Iso(moment.Value));
                Accept(writer, moment.Alternatives, (w, value) => w.WriteStringValue(Iso(value)));
                break;
            case Resolution.Recurring recurring:
                writer.WriteString("recurring", recurring.Every);
                if (recurring.Day is { } day)
                    writer.WriteNumber("day", day);
                if (recurring.Weekday is { } weekday)
                    writer.WriteString("weekday", Name(weekday));
                if (recurring.At is { } at)
                    writer.WriteString("time", Iso(at));
                break;
        }
    }

    private static void Identity(Resolution resolution, Utf8JsonWriter writer)
    {
        switch (resolution)
        {
            case Resolution.OwnPhone:
                writer.WriteBoolean("self", true);
                break;
            case Resolution.Phone phone:
                writer.WriteBoolean("valid", phone.Valid);
                Known(writer, "e164", phone.E164);
                Known(writer, "region", phone.Region);
                Known(writer, "type", phone.Type);
                break;
            case Resolution.Nik nik:
                writer.WriteBoolean("valid", nik.Valid);
                Known(writer, "nik", nik.Digits);
                Known(writer, "reason", nik.Reason);
                Known(writer, "suggest", nik.Suggest);
                Known(writer, "province", nik.Province);
                Known(writer, "regency", nik.Regency);
                Known(writer, "district", nik.District);
                Known(writer, "dob", nik.Born is { } born ? Iso(born) : null);
                Known(writer, "sex", nik.Sex);
                break;
        }
    }

    private static void Accept<T>(Utf8JsonWriter writer, IReadOnlyList<T> values, Action<Utf8JsonWriter, T> write)
    {
        if (values.Count == 0)
            return;
        writer.WriteStartArray("accept");
        foreach (var value in values)
            write(writer, value);
        writer.WriteEndArray();
    }

    private static void Known(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is null)
            writer.WriteNull(name);
        else
            writer.WriteString(name, value);
    }

    private static void Number(Utf8JsonWriter writer, string name, decimal? value)
    {
        if (value is { } number)
            writer.WriteNumber(name, number);
        else
            writer.WriteNull(name);
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Iso(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Iso(DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Name(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => "monday",
        DayOfWeek.Tuesday => "tuesday",
        DayOfWeek.Wednesday => "wednesday",
        DayOfWeek.Thursday => "thursday",
        DayOfWeek.Friday => "friday",
        DayOfWeek.Saturday => "saturday",
        _ => "sunday",
    };
}

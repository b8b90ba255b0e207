using Chatbot.Simulator.Messages;
using Microsoft.Extensions.Options;

namespace Chatbot.Simulator.Phones;

/// <summary>A simulated phone and its person; the number is E.164, or a WhatsApp user id (<c>ID.4566…</c>).</summary>
internal sealed record Phone(string Id, bool WhatsApp, string Number, string Name, bool ReadReceipts)
{
    public string Address => Messages.Address.Of(WhatsApp, Number);
}

/// <summary>The phones on the table. Messages to others stay in the log and are seen when a phone is added.</summary>
internal sealed class PhoneNetwork
{
    public const int Room = 24;

    private readonly Lock gate = new();
    private readonly List<Phone> phones = [];
    private int lastId;

    public PhoneNetwork(IOptions<SimulatorOptions> options)
    {
        if (!options.Value.StartWithPeople)
            return;

        Add(whatsApp: true, "+6281234567890", "Ibu Sari", readReceipts: true);
        Add(whatsApp: false, "+6281398765432", "Pak Budi", readReceipts: true);
    }

    public IReadOnlyList<Phone> All()
    {
        lock (gate)
            return [.. phones];
    }

    public Phone? Find(string id)
    {
        lock (gate)
            return phones.Find(phone => phone.Id == id);
    }

    public Phone? At(string address)
    {
        lock (gate)
            return phones.Find(phone => phone.Address == address);
    }

    /// <summary>Null when the number already has such a phone, or the table is full.</summary>
    public Phone? Add(bool whatsApp, string number, string name, bool readReceipts)
    {
        lock (gate)
        {
            var address = Address.Of(whatsApp, number);
            if (phones.Count >= Room || phones.Exists(phone => phone.Address == address))
                return null;

            var phone = new Phone($"p{++lastId}", whatsApp, number, name, readReceipts);
            phones.Add(phone);
            return phone;
        }
    }

    public bool Remove(string id)
    {
        lock (gate)
            return phones.RemoveAll(phone => phone.Id == id) > 0;
    }
}
